import type { ChannelFigures, ModelFigures, PeriodModel } from "@nextmove/contract";
import { type Arm, ratioArm, type SequentialOptions } from "@nextmove/statistics";
import { WEB } from "../fold/fold-visit.ts";
import type { ChannelSums, ModelSummary } from "../fold/summary.ts";
import { capacityOf } from "./capacity.ts";
import { armOf, figureOf } from "./estimate.ts";
import { moneySum } from "./money-sum.ts";
import { bivariateOfSums } from "./bivariate.ts";

/** More channels than this are no reading: the largest are shown. */
const CHANNELS_SHOWN = 20;

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

const channelFigures = (
  [channel, sums]: [string, ChannelSums],
  { offered, sessions }: ModelSummary,
): ChannelFigures => {
  const isWeb = channel === WEB;
  const { accepted, sales, support, none, buyers, revenue } = sums;
  return {
    channel,
    accepted,
    clickThrough: isWeb ? null : share(accepted, offered),
    sales,
    support,
    none,
    conversion: share(buyers, sessions) ?? 0,
    salesPerAccepted: isWeb ? null : share(sales, accepted),
    revenue: moneySum(revenue),
  };
};

const weightOf = ({ accepted, sales, support, none }: ChannelSums): number =>
  accepted + sales + support + none;

/** The channels of all models: the web first, then what most happened through. */
export const channelOrder = (models: readonly ModelSummary[]): string[] => {
  const weights = new Map<string, number>();
  for (const { channels } of models) {
    for (const [channel, sums] of channels) {
      weights.set(channel, (weights.get(channel) ?? 0) + weightOf(sums));
    }
  }
  return [...weights]
    .toSorted(
      ([one, first], [other, second]) =>
        Number(other === WEB) - Number(one === WEB) || second - first || (one < other ? -1 : 1),
    )
    .slice(0, CHANNELS_SHOWN)
    .map(([channel]) => channel);
};

/**
 * All that a report says of one model by itself.
 *
 * @param order of the channels, the same for all models
 * @param net its net revenue per session, comparable with the others'
 */
export const modelFigures = (
  { modelId, role, weight }: PeriodModel,
  model: ModelSummary,
  order: readonly string[],
  net: Arm,
  options: SequentialOptions,
): ModelFigures => {
  const perSession = (sums: ModelSummary["net"]) => figureOf(armOf(sums), options);
  return {
    modelId,
    role,
    weight,
    sessions: model.sessions,
    visits: model.perVisit.x,
    triggered: model.triggered,
    offered: model.offered,
    accepted: [...model.channels.values()].reduce((sum, { accepted }) => sum + accepted, 0),
    started: model.started,
    channels: order.flatMap((channel) => {
      const sums = model.channels.get(channel);
      return sums ? [channelFigures([channel, sums], model)] : [];
    }),
    revenue: moneySum(model.revenue.sum),
    cost: moneySum(model.cost.sum),
    net: moneySum(model.rawNet.sum),
    perSession: {
      net: figureOf(net, options),
      rawNet: perSession(model.rawNet),
      revenue: perSession(model.revenue),
      cost: perSession(model.cost),
      conversion: perSession(model.conversion),
    },
    netPerVisit: figureOf(ratioArm(bivariateOfSums(model.perVisit)), options),
    capacity: capacityOf(model),
  };
};

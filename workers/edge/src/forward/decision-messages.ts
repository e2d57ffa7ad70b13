import { stateOf } from "@nextmove/engine";
import type {
  DecisionEvent,
  RewardEvent,
  SelectEvent,
  ShardEvent,
} from "../decision-log/events.ts";
import type { Message } from "../protocol/sink/message.ts";

/** Where a shard's events come from, as their messages say it. */
interface Origin {
  account: string;
  caseId: string;
  /** `{epoch}.{shard}` */
  label: string;
}

type Told = DecisionEvent | SelectEvent | RewardEvent;

const decisionData = ({ queryId, body }: DecisionEvent, withState: boolean): Message["data"] => {
  const [action] = body.order;
  return {
    query_id: queryId,
    consumer_id: body.consumer,
    aliases: body.aliases,
    action,
    actions: body.order.slice(0, body.limit),
    probability: body.probabilities[0],
    mode: body.mode,
    model_version: body.model,
    test_model: body.testModel,
    recommended: body.recommended?.kind,
    ...(withState ? { state: stateOf(body.observation) } : {}),
  };
};

const selectData = ({ queryId, body }: SelectEvent, consumer: string | undefined) => ({
  query_id: queryId,
  consumer_id: consumer,
  action: body.action,
  pending: body.pending,
  off_policy: body.offPolicy,
});

const rewardData = ({ queryId, body }: RewardEvent, consumer: string | undefined) => ({
  query_id: queryId,
  consumer_id: consumer,
  event_type: body.type,
  value: body.value,
  order_id: body.order,
  credit: body.credit,
  pending: body.pending,
  expired: body.expired,
});

const dataOf = (event: Told, consumer: string | undefined, withState: boolean): Message["data"] => {
  switch (event.kind) {
    case "decision":
      return decisionData(event, withState);
    case "select":
      return selectData(event, consumer);
    case "reward":
      return rewardData(event, consumer);
  }
};

/** `GA1.1.x.y` and `x.y` name the same client; only the second is its id. */
const GA_CLIENT = /(?:^|\.)(\d+\.\d+)$/;
const gaClientOf = (aliases: Record<string, string> | undefined): string | undefined =>
  GA_CLIENT.exec(aliases?.["ga_client_id"] ?? "")?.[1];

/**
 * What a shard's event is to the outside; undefined for what happens inside only: ticks and tests.
 *
 * @param decisionBefore the decision of an event's query, if the log had it by then. Not a later one: the
 * same event has to be of the same visitor each time it is told.
 */
export const messageOf = (
  { account, caseId, label }: Origin,
  event: ShardEvent,
  decisionBefore: (event: ShardEvent) => DecisionEvent | undefined,
  withState = false,
): Message | undefined => {
  if (event.kind === "tick") return undefined;
  const decision = event.kind === "decision" ? event : decisionBefore(event);
  if (decision?.body.mode === "test") return undefined;
  const consumer = decision?.body.consumer;
  const gaClientId = gaClientOf(decision?.body.aliases);
  return {
    id: `${caseId}.${label}.${event.seq}`,
    type: event.kind,
    at: new Date(event.body.at).toISOString(),
    account,
    case_id: caseId,
    visitor: consumer ?? event.queryId,
    data: dataOf(event, consumer, withState),
    ...(gaClientId === undefined ? {} : { gaClientId }),
  };
};

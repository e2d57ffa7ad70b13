import { addToSketch, winsorise } from "@nextmove/statistics";
import type { Visit, VisitOutcome } from "./fold-visit.ts";
import type { Frame } from "./frame.ts";
import { entryOf } from "./names.ts";
import type {
  Bucket,
  ChannelSums,
  ModelSummary,
  PairSums,
  SliceSums,
  Summary,
  Sums,
} from "./summary.ts";

const add = (sums: Sums, x: number): void => {
  sums.n += 1;
  sums.sum += x;
  sums.squares += x * x;
};

const addPair = (sums: PairSums, x: number, y: number): void => {
  sums.n += 1;
  sums.x += x;
  sums.y += y;
  sums.xx += x * x;
  sums.yy += y * y;
  sums.xy += x * y;
};

const noChannel = (): ChannelSums => ({
  accepted: 0,
  sales: 0,
  support: 0,
  none: 0,
  buyers: 0,
  revenue: 0,
});

const addChannels = (channels: ModelSummary["channels"], visit: Visit): void => {
  const buying = new Set<ChannelSums>();
  for (const { channel } of visit.assistances) {
    if (channel !== undefined) entryOf(channels, channel, noChannel).accepted += 1;
  }
  for (const outcome of visit.outcomes) {
    const sums = entryOf(channels, outcome.channel, noChannel);
    sums.revenue += outcome.revenue;
    if (outcome.category !== "sales") sums[outcome.category] += 1;
    else if (isSale(outcome)) {
      sums.sales += 1;
      buying.add(sums);
    }
  }
  for (const sums of buying) sums.buyers += 1;
};

const addAssistances = (model: ModelSummary, visit: Visit, net: number): void => {
  let offered = 0;
  for (const assistance of visit.assistances) {
    model.triggered += 1;
    if (assistance.startedAt !== undefined) model.started += 1;
    if (assistance.isOffered) offered += 1;
    else model.blocked += 1;
  }
  model.offered += offered;
  if (visit.assistances.length > 0) add(offered > 0 ? model.whenOffered : model.whenBlocked, net);
};

const addDays = (days: SliceSums["days"], visit: Visit, cap: number | null): void => {
  let before = 0;
  for (const [index, { day, net: total }] of visit.steps.entries()) {
    const net = capped(total, cap);
    if (index === 0) days.entered[day] = (days.entered[day] ?? 0) + 1;
    days.net[day] = (days.net[day] ?? 0) + net - before;
    days.squares[day] = (days.squares[day] ?? 0) + net * net - before * before;
    before = net;
  }
};

const capped = (net: number, cap: number | null): number =>
  cap === null ? net : winsorise(net, cap);

const isWatched = ({ category, revenue, outcomeId }: VisitOutcome, metric?: string): boolean =>
  (metric === "support" && category === "support") ||
  (metric === "refund" && revenue < 0) ||
  outcomeId === metric;

/** A refund is no second sale. */
const isSale = ({ category, revenue }: VisitOutcome): boolean =>
  category === "sales" && revenue >= 0;

const addToModel = (model: ModelSummary, visit: Visit, frame: Frame, slice: number): void => {
  const { revenue, cost, outcomes } = visit;
  const net = capped(revenue - cost, frame.cap);
  model.sessions += 1;
  add(model.revenue, revenue);
  add(model.cost, cost);
  add(model.rawNet, revenue - cost);
  add(model.net, net);
  add(model.conversion, outcomes.some(isSale) ? 1 : 0);
  for (const [index, sums] of model.guarded.entries()) {
    const metric = frame.guarded[index];
    add(sums, outcomes.some((outcome) => isWatched(outcome, metric)) ? 1 : 0);
  }
  addPair(model.perVisit, visit.visits, net);
  if (visit.history === undefined) add(model.fresh, net);
  else addPair(model.returning, capped(visit.history, frame.cap), net);
  addAssistances(model, visit, net);
  addChannels(model.channels, visit);
  const place = model.slices[slice];
  if (!place) return;
  add(place.net, net);
  addDays(place.days, visit, frame.cap);
};

const addMoney = (summary: Summary, visit: Visit): void => {
  for (const { isUnmapped, outcomeId, foreign } of visit.outcomes) {
    if (isUnmapped) {
      const count = entryOf(summary.unmapped, outcomeId, () => ({ outcomes: 0 }));
      count.outcomes += 1;
    }
    if (!foreign) continue;
    const sums = entryOf(summary.foreign, foreign.currency, () => ({ outcomes: 0, value: 0 }));
    sums.outcomes += 1;
    sums.value += foreign.value;
  }
};

const addToBucket = (bucket: Bucket, events: number, revenue: number): void => {
  bucket.visitors += 1;
  bucket.events += events;
  bucket.revenue += revenue;
};

/** Adds what a visitor came to; one that was not there in the period changes nothing. */
export const addVisit = (summary: Summary, visit: Visit, frame: Frame): void => {
  const { exposure, early, events, revenue } = visit;
  if (!exposure && events === 0) return;
  if (revenue !== 0) addToSketch(summary.totals, revenue - visit.cost);
  if (visit.isElsewhere) return addToBucket(summary.elsewhere, events, revenue);
  const model = exposure && summary.models[exposure.model];
  if (model) {
    if (exposure.isMultiple) model.multiplyExposed += 1;
    addToModel(model, visit, frame, exposure.slice);
  } else {
    addToBucket(summary.unassigned, events, revenue);
  }
  if (early.events > 0) addToBucket(summary.early, early.events, early.revenue);
  addMoney(summary, visit);
};

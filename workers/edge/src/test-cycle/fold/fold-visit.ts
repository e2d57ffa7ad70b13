import { type Assistance, assistancesOf } from "./assistance.ts";
import type { TestCycleEvent } from "@nextmove/contract";
import { type Exposure, exposureOf } from "./exposure.ts";
import { dayOf, type Frame, HISTORY_MS, VISIT_GAP_MS } from "./frame.ts";
import { type Settled, settle } from "./settle.ts";

/** The visitor's net total from a day of the period on. */
export interface Step {
  readonly day: number;
  readonly net: number;
}

export type VisitOutcome = Settled & { readonly channel: string };

/** What a visitor came to in a period. */
export interface Visit {
  readonly exposure: Exposure | undefined;
  /** Was assigned models of other tests only, which may be over. */
  readonly isElsewhere: boolean;
  /** Events that count: all of the period, except what came long before the visitor's model. */
  readonly events: number;
  /** Those that came long before, and their revenue. */
  readonly early: { readonly events: number; readonly revenue: number };
  readonly assistances: readonly Assistance[];
  readonly outcomes: readonly VisitOutcome[];
  readonly revenue: number;
  /** Of outcomes, started assistances and the session itself. */
  readonly cost: number;
  /** One per day on which the total changed; the first on the day of the exposure. */
  readonly steps: readonly Step[];
  /** How often the visitor came: half an hour without an event ends a visit. */
  readonly visits: number;
  /** Net revenue in the weeks before the exposure; undefined: the visitor was not seen then. */
  readonly history: number | undefined;
}

/** The channel of what came without a dialog. */
export const WEB = "web";

/** Two events of one instant must not count by which of them came first. */
const byTime = (first: TestCycleEvent, second: TestCycleEvent): number =>
  first.at - second.at || (first.eventId < second.eventId ? -1 : 1);

const within =
  (from: number, to: number) =>
  ({ at }: { at: number }): boolean =>
    at >= from && at < to;

const revenueOf = (outcomes: readonly Settled[]): number =>
  outcomes.reduce((sum, { revenue }) => sum + revenue, 0);
const costOf = (outcomes: readonly Settled[]): number =>
  outcomes.reduce((sum, { cost }) => sum + cost, 0);

const withChannel = (
  outcome: Settled,
  assistances: ReadonlyMap<string, Assistance>,
): VisitOutcome => ({
  ...outcome,
  // A client that knows one assistance per session says of neither event which it was.
  channel: outcome.channel ?? assistances.get(outcome.assistanceId ?? "")?.channel ?? WEB,
});

const countVisits = (events: readonly TestCycleEvent[]): number => {
  let visits = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of events) {
    if (at - last > VISIT_GAP_MS) visits += 1;
    last = at;
  }
  return visits;
};

/** What the model costs for this visitor: the session, and every assistance that was started. */
const serviceCost = (
  exposure: Exposure,
  assistances: readonly Assistance[],
  frame: Frame,
): number => {
  const { costPerSession = 0, costPerAssistance = 0 } = frame.models[exposure.model] ?? {};
  const started = assistances.filter(({ startedAt }) => startedAt !== undefined).length;
  return costPerSession + costPerAssistance * started;
};

/** How the visitor's net total came about, day by day. */
const stepsOf = (
  exposure: Exposure,
  outcomes: readonly Settled[],
  assistances: readonly Assistance[],
  frame: Frame,
): Step[] => {
  const { costPerSession = 0, costPerAssistance = 0 } = frame.models[exposure.model] ?? {};
  // What came before its assignment enters the comparison with it.
  const dayAt = (at: number) => Math.max(exposure.day, dayOf(at, frame));
  const changes = [
    { day: exposure.day, net: -costPerSession },
    ...outcomes.map(({ at, revenue, cost }) => ({ day: dayAt(at), net: revenue - cost })),
    ...assistances.flatMap(({ startedAt }) =>
      startedAt === undefined ? [] : [{ day: dayAt(startedAt), net: -costPerAssistance }],
    ),
  ];
  const steps: Step[] = [];
  let net = 0;
  for (const change of changes.toSorted((first, second) => first.day - second.day)) {
    net += change.net;
    if (steps.at(-1)?.day === change.day) steps.pop();
    steps.push({ day: change.day, net });
  }
  return steps;
};

/**
 * What one visitor came to in a period, by intention to treat: everything counts for the model that
 * was assigned first, whatever became of its offers.
 *
 * @param events all of the visitor, in any order, without duplicates
 */
export const foldVisit = (events: readonly TestCycleEvent[], frame: Frame): Visit => {
  const sorted = events.length < 2 ? events : events.toSorted(byTime);
  const exposure = exposureOf(sorted, frame);
  const from = exposure?.from ?? frame.start;
  const isCovered = within(from, frame.end);
  const isEarly = within(frame.start, from);
  // Of all times: an order that was known before the period is not sold again in it.
  const settled = settle(
    sorted.filter((event) => event.type === "outcome"),
    frame,
  );
  const covered = sorted.filter(isCovered);
  const byId = assistancesOf(covered);
  const assistances = [...byId.values()];
  const outcomes = settled.filter(isCovered).map((outcome) => withChannel(outcome, byId));
  return {
    exposure,
    isElsewhere:
      !exposure && sorted.some(({ type, at }) => type === "model_assigned" && at < frame.end),
    events: covered.length,
    early: {
      events: sorted.filter(isEarly).length,
      revenue: revenueOf(settled.filter(isEarly)),
    },
    assistances,
    outcomes,
    revenue: revenueOf(outcomes),
    cost: costOf(outcomes) + (exposure ? serviceCost(exposure, assistances, frame) : 0),
    steps: exposure ? stepsOf(exposure, outcomes, assistances, frame) : [],
    visits: countVisits(covered),
    history: historyOf(sorted, settled, from),
  };
};

const historyOf = (
  events: readonly TestCycleEvent[],
  outcomes: readonly Settled[],
  from: number,
): number | undefined => {
  const isHistory = within(from - HISTORY_MS, from);
  if (!events.some(isHistory)) return undefined;
  const before = outcomes.filter(isHistory);
  return revenueOf(before) - costOf(before);
};

import { impute, type Term } from "@nextmove/engine";
import type { DecisionEvent, Expectation, RewardEvent, SelectEvent, ShardEvent } from "./events.ts";

/** What the model holds for a decision: the action learned from, since when, and what was expected of it. */
export interface Activation {
  action: string;
  /** The event that activated it. */
  seq: number;
  at: number;
  expectation: Expectation;
}

/** A decision with all that followed it: the events of one query, folded. */
export interface Episode {
  decision: DecisionEvent | undefined;
  selections: SelectEvent[];
  rewards: RewardEvent[];
  /** What waited too long for its decision: it counts nothing, but its keys are taken. */
  lapsed: ShardEvent[];
  activation: Activation | undefined;
  /** Ages the activation had crossed when the first reward came; undefined while none has. */
  arrival: number | undefined;
  /** Where the last event with terms left what the model holds; ticks come on top. */
  held: number;
}

/** How many of a decision's ages have been crossed, and what share of rewards has come by then. */
export interface Delays {
  /** Ages crossed by the decision activated at `seq`. */
  levelOf(seq: number): number;
  /** Share of all rewards that have come by `level` under a table. */
  arrived(table: number, level: number): number;
}

/** What a decision's rewards are clipped to, in the shop's unit. */
export interface RewardRange {
  min: number;
  max: number;
}

/** The activation an event makes, if any. */
export const activationOf = (event: ShardEvent): Activation | undefined => {
  if (event.kind !== "decision" && event.kind !== "select") return undefined;
  const { terms, expectation, at } = event.body;
  const shown = terms.find((term) => term.count === 1);
  return shown && expectation && { action: shown.action, seq: event.seq, at, expectation };
};

/** The episode of a query that nothing is known of. */
export const NOTHING_YET: Episode = {
  decision: undefined,
  selections: [],
  rewards: [],
  lapsed: [],
  activation: undefined,
  arrival: undefined,
  held: 0,
};

/** How long a select or reward that overtook its decision waits for it. */
export const WAITING_MS = 24 * 3_600_000;

/**
 * Folds the events of one query, in order of arrival. What waited too long for its decision is left out.
 *
 * @param deciding time of the decision that is being made, when none is stored yet
 */
export const foldEpisode = (all: readonly ShardEvent[], deciding?: number): Episode => {
  const decided = all.find((event) => event.kind === "decision");
  const decidedAt = decided?.body.at ?? deciding ?? Number.NEGATIVE_INFINITY;
  const decidedSeq = decided?.seq ?? Number.POSITIVE_INFINITY;
  const counts = ({ seq, body }: ShardEvent): boolean =>
    seq >= decidedSeq || body.at > decidedAt - WAITING_MS;
  const lapsed = all.filter((event) => !counts(event));
  const episode: Episode = { ...NOTHING_YET, selections: [], rewards: [], lapsed };
  for (const event of all.filter(counts)) {
    if (event.kind === "decision") episode.decision = event;
    else if (event.kind === "select") episode.selections.push(event);
    else if (event.kind === "reward") episode.rewards.push(event);
    if (event.kind === "tick") continue;
    const activation = activationOf(event);
    // What is shown anew has arrivals of its own.
    episode.arrival = event.body.arrival ?? (activation ? undefined : episode.arrival);
    episode.activation = activation ?? episode.activation;
    episode.held = event.body.terms.at(-1)?.to ?? episode.held;
  }
  return episode;
};

/** A key for the next of these events, and of those that lapsed: the first of them may be forgotten. */
export const nextKey = (
  events: readonly ShardEvent[],
  { lapsed }: Pick<Episode, "lapsed">,
  prefix = "",
): string => {
  const all = [...events, ...lapsed];
  const taken = new Set(all.map(({ dedupeKey }) => dedupeKey));
  let n = all.length;
  while (taken.has(`${prefix}${n}`)) n += 1;
  return `${prefix}${n}`;
};

/** Whether a reward teaches: in time, of a type that has a weight. */
export const isCredited = ({ body }: RewardEvent): boolean => !body.expired && !body.ignored;

export const creditedRewards = ({ rewards }: Pick<Episode, "rewards">): RewardEvent[] =>
  rewards.filter(isCredited);

/** A reward as it is learned: within the case's range. */
export const clipped = (reward: number, { min, max }: RewardRange): number =>
  Math.min(max, Math.max(min, reward));

/** Whether a reward has come: a reward of 0 says that nothing did. */
export const hasArrived = (episode: Pick<Episode, "rewards">): boolean =>
  creditedRewards(episode).some(({ body }) => body.credit !== 0);

/** The episode's reward: the sum is clipped, not its parts. */
export const clippedReward = (credits: readonly number[], range: RewardRange): number =>
  clipped(
    credits.reduce((sum, credit) => sum + credit, 0),
    range,
  );

/** What a pending decision is still expected to bring at an age. */
export const expectedValue = (
  { mean, share, table }: Expectation,
  level: number,
  delays: Delays,
): number => impute(mean, share, delays.arrived(table, level));

/**
 * What the model holds for the episode now: what its rewards came to once there is one, else the
 * expectation. Read from the terms, not worked out again: the case's range may have changed since.
 */
export const learnedValue = (episode: Episode, delays: Delays): number => {
  if (!episode.activation) return 0;
  if (creditedRewards(episode).length > 0) return episode.held;
  const { expectation, seq } = episode.activation;
  return expectedValue(expectation, delays.levelOf(seq), delays);
};

/** The term that starts learning an action. */
export const begin = (action: string, value: number, at: number): Term => ({
  action,
  count: 1,
  from: 0,
  to: value,
  at,
});

/** The term that takes back all that was learned of an action. */
export const retract = ({ action, at }: Activation, value: number): Term => ({
  action,
  count: -1,
  from: value,
  to: 0,
  at,
});

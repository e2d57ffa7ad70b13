import { caseSettings } from "@nextmove/contract";
import { type Observation, observe } from "@nextmove/engine";
import type {
  CaseCall,
  DecideItem,
  Outcome,
  RewardItem,
  SelectItem,
} from "../src/protocol/decision-shard/calls.ts";
import type { Delays } from "../src/decision-log/episode.ts";
import type { NewEvent, ShardEvent } from "../src/decision-log/events.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Noon tomorrow: alarms set from here on are due after the test has ended. */
export const START = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS + 12 * HOUR_MS;

export const ACTIONS = ["a", "b", "c"];

export const observation = (state: unknown): Observation => {
  const observed = observe(state);
  if (!observed.ok) throw new Error(observed.error.message);
  return observed.value;
};

/** A call with a server's key, to a case with settings as they are by default. */
export const call = (
  now: number,
  { settings = {}, ...change }: Partial<Omit<CaseCall, "settings">> & { settings?: object } = {},
): CaseCall => ({
  settings: caseSettings.parse(settings),
  newestEpoch: 0,
  publishable: false,
  forBrowser: change.publishable ?? false,
  now,
  requestId: "request",
  ...change,
});

export const decision = (
  queryId: string,
  { state = {}, ...change }: Partial<DecideItem> & { state?: unknown } = {},
): DecideItem => ({
  queryId,
  consumerId: undefined,
  aliases: undefined,
  observation: observation(state),
  actions: ACTIONS,
  refused: undefined,
  limit: undefined,
  fingerprint: JSON.stringify(state),
  seed: `seed of ${queryId}`,
  holdout: false,
  uncatalogued: false,
  test: false,
  explain: false,
  ...change,
});

export const selection = (
  queryId: string,
  action: string,
  change: Partial<SelectItem> = {},
): SelectItem => ({
  queryId,
  action,
  requestKey: undefined,
  ageMs: 0,
  test: false,
  strict: false,
  ...change,
});

export const reward = (
  queryId: string,
  value: number,
  change: Partial<RewardItem> = {},
): RewardItem => ({
  queryId,
  consumerId: undefined,
  eventType: "reward",
  value,
  orderId: undefined,
  rewardId: undefined,
  requestKey: undefined,
  fingerprint: JSON.stringify([queryId, value]),
  ageMs: 0,
  test: false,
  strict: false,
  ...change,
});

/** Puts events that have no place yet into a log's order. */
export const inOrder = (...events: NewEvent[]): ShardEvent[] =>
  events.map((event, index) => ({ ...event, seq: index + 1 }));

/** Nothing has crossed an age yet; by each age a tenth more of the rewards has come. */
export const young: Delays = { levelOf: () => 0, arrived: (_, level) => level / 10 };

/** What came of an outcome that was expected to be good. */
export const valueOf = <Value>(outcome: Outcome<Value>): Value => {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
};

import { describe, expect, it } from "vitest";
import { HOUR_MS, inOrder, observation, START } from "../../test/examples.ts";
import {
  begin,
  clippedReward,
  creditedRewards,
  type Delays,
  foldEpisode,
  learnedValue,
  retract,
  WAITING_MS,
} from "./episode.ts";
import type { Expectation, NewEvent } from "./events.ts";

const stored = (at: number) => ({ at, request: "r", fingerprint: "f" });
const expectation: Expectation = { mean: 0.4, share: 0.5, table: 0 };
const half: Delays = { levelOf: () => 3, arrived: (_, level) => (level === 3 ? 0.5 : 0) };
const RANGE = { min: -100, max: 100 };

const decision = (at: number, shown?: string): NewEvent => ({
  kind: "decision",
  queryId: "q",
  dedupeKey: "",
  body: {
    ...stored(at),
    observation: observation({}),
    order: ["a", "b"],
    probabilities: [0.5, 0.5],
    scores: [0, 0],
    mode: "model",
    model: 0,
    space: 0,
    activation: "immediate",
    ...(shown ? { expectation, terms: [begin(shown, 0.4, at)] } : { terms: [] }),
  },
});
const selected = (at: number, action: string): NewEvent => ({
  kind: "select",
  queryId: "q",
  dedupeKey: action,
  body: { ...stored(at), action, expectation, terms: [begin(action, 0.4, at)] },
});
const rewarded = (at: number, credit: number, flags = {}): NewEvent => ({
  kind: "reward",
  queryId: "q",
  dedupeKey: `${at}`,
  body: { ...stored(at), type: "reward", value: credit, credit, terms: [], ...flags },
});

describe("foldEpisode", () => {
  it("knows what is learned from, since when: the last action shown", () => {
    const shown = foldEpisode(inOrder(decision(START, "a")));
    expect(shown.activation).toEqual({ action: "a", seq: 1, at: START, expectation });
    const moved = foldEpisode(inOrder(decision(START, "a"), selected(START + 5, "b")));
    expect(moved.activation).toEqual({ action: "b", seq: 2, at: START + 5, expectation });
    expect(foldEpisode(inOrder(decision(START))).activation).toBeUndefined();
    expect(foldEpisode([])).toEqual({
      decision: undefined,
      selections: [],
      rewards: [],
      lapsed: [],
      activation: undefined,
      held: 0,
    });
  });

  it("leaves out what waited 24 hours or more for the decision", () => {
    const at = START + WAITING_MS;
    const waited = [rewarded(START, 1), rewarded(START + 1, 2)];
    const later = rewarded(at + 9 * HOUR_MS, 3);
    const credits = (events: NewEvent[], deciding?: number) =>
      foldEpisode(inOrder(...events), deciding).rewards.map(({ body }) => body.credit);
    expect(credits([...waited, decision(at), later])).toEqual([2, 3]);
    expect(credits(waited, at)).toEqual([2]);
    expect(credits(waited)).toEqual([1, 2]);
  });
});

describe("learnedValue", () => {
  const valueOf = (...events: NewEvent[]) => learnedValue(foldEpisode(inOrder(...events)), half);

  it("is the expectation at the decision's age while no reward has come", () => {
    // 0.4·(1 − 0.5)/(1 − 0.5·0.5)
    expect(valueOf(decision(START, "a"))).toBeCloseTo(0.4 * (0.5 / 0.75), 12);
    const silent = [rewarded(START, 50, { expired: true }), rewarded(START, 50, { ignored: true })];
    expect(valueOf(decision(START, "a"), ...silent)).toBeCloseTo(0.4 * (0.5 / 0.75), 12);
  });

  it("is what the rewards were learned as once there is one", () => {
    const learned = (from: number, to: number) => ({
      terms: [{ action: "a", count: 0, from, to, at: START }],
    });
    const rewards = [
      rewarded(START, 30, learned(0.4, 0.3)),
      rewarded(START, -10, learned(0.3, 0.2)),
      rewarded(START, 5, { expired: true }),
    ];
    expect(valueOf(decision(START, "a"), ...rewards)).toBe(0.2);
    expect(valueOf(decision(START, "a"), rewarded(START, 0, learned(0.4, 0)))).toBe(0);
  });

  it("starts over with the action that was selected after the reward", () => {
    expect(valueOf(decision(START), rewarded(START, 40), selected(START, "b"))).toBe(0.4);
  });

  it("is nothing while nothing was shown", () => {
    expect(valueOf(decision(START), rewarded(START, 30))).toBe(0);
  });
});

describe("clippedReward", () => {
  it("clips the sum, not its parts, and keeps 0 at 0", () => {
    expect(clippedReward([500, -450], RANGE)).toBe(50);
    expect(clippedReward([500], RANGE)).toBe(100);
    expect(clippedReward([-500], RANGE)).toBe(-100);
    expect(clippedReward([], RANGE)).toBe(0);
    expect(clippedReward([-10, 5], { min: 0, max: 2 })).toBe(0);
    expect(clippedReward([-30], { min: -100, max: 20 })).toBe(-30);
  });
});

describe("terms", () => {
  it("take back all that was begun", () => {
    const { activation } = foldEpisode(inOrder(decision(START, "a")));
    if (!activation) throw new Error("a was shown");
    const [there, back] = [begin("a", 0.4, START), retract(activation, 0.4)];
    expect(there.count + back.count).toBe(0);
    expect(there.to - there.from + back.to - back.from).toBe(0);
    expect(back.at).toBe(there.at);
  });

  it("credit neither what expired nor what is ignored", () => {
    const events = [
      decision(START, "a"),
      rewarded(START + 1, 1),
      rewarded(START + 2, 2, { expired: true }),
      rewarded(START + 3, 3, { ignored: true }),
    ];
    const credited = creditedRewards(foldEpisode(inOrder(...events)));
    expect(credited.map(({ body }) => body.credit)).toEqual([1]);
  });
});

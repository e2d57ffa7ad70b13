import { createReplica } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import {
  call,
  decision,
  inOrder,
  reward as rewardItem,
  selection,
  START,
  valueOf,
  young,
} from "../../../../test/examples.ts";
import { decide } from "../verbs/decide.ts";
import { foldEpisode } from "../../../decision-log/episode.ts";
import type { NewEvent, ShardEvent } from "../../../decision-log/events.ts";
import { reward } from "../verbs/reward.ts";
import { select } from "../verbs/select.ts";
import { tally as tallyWith } from "./tally.ts";

const replica = createReplica(160);

/** Of events that hold all decisions they are about. */
const tally = (events: readonly ShardEvent[], log = events) =>
  tallyWith(events, (queryId) => {
    const found = log.find((event) => event.queryId === queryId && event.kind === "decision");
    return found?.kind === "decision" ? found.body : undefined;
  });

const decided = (before: NewEvent[] = [], change = {}, settings = {}): NewEvent =>
  decide(
    call(START, { settings }),
    decision("q", change),
    replica,
    foldEpisode(inOrder(...before)),
  );
const selected = (before: NewEvent[], action: string): NewEvent => {
  const episode = foldEpisode(inOrder(...before));
  const { event } = valueOf(select(call(START), selection("q", action), episode, replica, young));
  if (!event) throw new Error("the selection is new");
  return event;
};
const paid = (before: NewEvent[], change = {}): NewEvent => {
  const episode = foldEpisode(inOrder(...before));
  const { event } = valueOf(reward(call(START), rewardItem("q", 1, change), episode, young));
  if (!event) throw new Error("the reward is new");
  return event;
};

describe("tally", () => {
  it("counts decisions by mode, selections and rewards", () => {
    const first = decided([], { holdout: true, consumerId: "ann" });
    const events = [first, selected([first], "b"), paid([first], { consumerId: "bob" })];
    expect(tally(inOrder(...events))).toEqual({
      decisions: 1,
      "mode:holdout": 1,
      selections: 1,
      offPolicy: 1,
      rewards: 1,
      mismatches: 1,
    });
  });

  it("counts of each action that waits for it how often it was drawn and first shown", () => {
    const settings = { apprentice: true, activation: "deferred" };
    const draw = (before: NewEvent[] = [], change = {}) =>
      decided(before, { actions: ["a", "b"] }, { ...settings, ...change });
    const countsOf = (...events: NewEvent[]) => {
      const { "decided:a": drawn, "shown:a": shown, "shown:b": other } = tally(inOrder(...events));
      return [drawn, shown, other];
    };
    const first = draw();
    const other = selected([first], "b");
    expect(countsOf(first)).toEqual([1, undefined, undefined]);
    expect(countsOf(first, other)).toEqual([1, undefined, undefined]);
    // What is shown first counts, not what is returned to.
    expect(countsOf(first, other, selected([first, other], "a"))).toEqual([
      1,
      undefined,
      undefined,
    ]);
    expect(countsOf(first, selected([first], "a"))).toEqual([1, 1, undefined]);
    for (const [early, shown] of [
      ["a", 1],
      ["b", undefined],
    ] as const) {
      const waiting = [selected([], early)];
      expect(countsOf(...waiting, draw(waiting))).toEqual([1, shown, undefined]);
    }
    const atOnce = draw([], { activation: "immediate" });
    expect(countsOf(atOnce, selected([atOnce], "a"))).toEqual([undefined, undefined, undefined]);
  });

  it("counts how far draws were from what was likely, of all and of those that are shown", () => {
    const actions = ["a", "b", "c", "d"];
    const first = decided([], { actions }, { activation: "deferred" });
    if (first.kind !== "decision") throw new Error("not a decision");
    const [drawn = "", ...others] = first.body.order;
    const likely = (action: string) =>
      first.body.probabilities[first.body.order.indexOf(action)] ?? 0;
    for (const [counted, suffix] of [
      [tally(inOrder(first)), ""],
      [tally(inOrder(selected([first], drawn)), inOrder(first)), "Shown"],
    ] as const) {
      for (const action of actions) {
        const p = likely(action);
        expect(p).toBeGreaterThan(0);
        const excess = (action === drawn ? 1 : 0) - p;
        expect(counted[`excess${suffix}:${action}`]).toBeCloseTo(excess, 12);
        expect(counted[`spread${suffix}:${action}`]).toBeCloseTo(p * (1 - p), 12);
      }
    }
    const [other = ""] = others;
    expect(tally(inOrder(selected([first], other)), inOrder(first))).toEqual({
      selections: 1,
      offPolicy: 1,
    });
  });

  it.each([{ uncatalogued: true }, { holdout: true }])(
    "counts of no action how often it is shown where nothing is learned of it: %j",
    (change) => {
      const first = decided([], change, { activation: "deferred" });
      const [drawn = ""] = first.kind === "decision" ? first.body.order : [];
      const keys = Object.keys(tally(inOrder(first, selected([first], drawn))));
      expect(keys.filter((key) => key.includes(":"))).toEqual([
        `mode:${"holdout" in change ? "holdout" : "uncatalogued"}`,
      ]);
    },
  );

  it("counts no test", () => {
    expect(tally(inOrder(decided([], { test: true })))).toEqual({});
  });

  it("counts what waited once, when its decision has come", () => {
    const waiting = [selected([], "b"), paid([]), paid([])];
    expect(tally(inOrder(...waiting))).toEqual({});
    const all = inOrder(...waiting, decided(waiting));
    const counts = { decisions: 1, "mode:model": 1, selections: 1, rewards: 2 };
    expect(tally(all)).toMatchObject(counts);
    expect(tally(all)).not.toHaveProperty("unattached");
    expect(tally(all)).not.toHaveProperty("mismatches");
  });

  it("counts a selection that waited as off policy when something else was drawn", () => {
    const off = (action: string): number => {
      const waiting = [selected([], action)];
      const all = inOrder(
        ...waiting,
        decided(waiting, { actions: ["a", "b"] }, { apprentice: true }),
      );
      return tally(all)["offPolicy"] ?? 0;
    };
    expect(off("a")).toBe(0);
    expect(off("b")).toBe(1);
    expect(off("never returned")).toBe(0);
  });

  it("counts what waited for another consumer, and what could not be attached", () => {
    const waiting = [
      selected([], "never returned"),
      paid([], { consumerId: "bob" }),
      paid([], { consumerId: "ann" }),
      paid([]),
    ];
    const all = inOrder(...waiting, decided(waiting, { consumerId: "ann", actions: ["a", "b"] }));
    const counts = { decisions: 1, "mode:model": 1, rewards: 3, mismatches: 1, unattached: 1 };
    expect(tally(all)).toEqual(counts);
  });

  it("adds up over any split of the log", () => {
    const first = decided();
    const all = inOrder(first, selected([first], "b"), paid([first]), paid([first]));
    for (let cut = 0; cut <= all.length; cut++) {
      const [left, right] = [tally(all.slice(0, cut), all), tally(all.slice(cut), all)];
      const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
      const sum = [...keys].map((key) => [key, (left[key] ?? 0) + (right[key] ?? 0)]);
      expect(Object.fromEntries(sum)).toEqual(tally(all));
    }
  });
});

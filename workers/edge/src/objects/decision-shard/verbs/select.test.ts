import { createReplica } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import {
  ACTIONS,
  call,
  DAY_MS,
  decision,
  inOrder,
  reward as rewardItem,
  selection,
  START,
  valueOf,
  young,
} from "../../../../test/examples.ts";
import { decide } from "./decide.ts";
import { foldEpisode } from "../../../decision-log/episode.ts";
import type { NewEvent } from "../../../decision-log/events.ts";
import { reward } from "./reward.ts";
import { select } from "./select.ts";

const replica = createReplica(160);
const NEW = foldEpisode([]);

/** A decision under a server's key whose first action is `a`. */
const decided = (change = {}, settings = { apprentice: true }): NewEvent =>
  decide(call(START, { settings }), decision("q", change), replica, NEW);

const choose = (
  events: NewEvent[],
  action: string,
  { item = {}, ...change }: { item?: object } & NonNullable<Parameters<typeof call>[1]> = {},
  now = START,
) =>
  select(
    call(now, change),
    selection("q", action, item),
    foldEpisode(inOrder(...events)),
    replica,
    young,
  );
const codeOf = (outcome: ReturnType<typeof choose>) => (outcome.ok ? "ok" : outcome.error.code);

const chosen = (events: NewEvent[], action: string): NewEvent => {
  const { event } = valueOf(choose(events, action));
  if (!event) throw new Error("the selection is new");
  return event;
};

describe("select", () => {
  it("takes what was returned, and what only the catalogue has under a server's key", () => {
    const short = [decided({ limit: 1 })];
    expect(choose(short, "a").ok).toBe(true);
    expect(choose(short, "b")).toMatchObject({ ok: false, error: { code: "unknown_action" } });
    const settings = { actions: ["b", "z"] };
    expect(choose(short, "b", { settings }).ok).toBe(true);
    expect(choose(short, "z", { settings }).ok).toBe(true);
    expect(choose(short, "z", { settings, publishable: true }).ok).toBe(false);
  });

  it("of a list teaches the model nothing, however it came about, and may name several", () => {
    for (const mode of ["recommendation", "uniform", "apprentice", "holdout"] as const) {
      const list = decided({});
      if (list.kind !== "decision") throw new Error("nothing was decided");
      const body = { ...list.body, mode, terms: [], recommended: { kind: "session", reasons: [] } };
      const events = [{ ...list, body } as NewEvent];
      const first = chosen(events, "b");
      expect(first.body).toMatchObject({ action: "b", terms: [] });
      expect(first.body).not.toHaveProperty("offPolicy");
      expect(choose([...events, first], "c", { publishable: true }).ok).toBe(true);
    }
  });

  it("that came early may name what only the catalogue has", () => {
    const early = choose([], "z");
    if (!early.ok || !early.value.event) throw new Error("the selection is new");
    const before = foldEpisode(inOrder(early.value.event));
    const own = call(START, { settings: { actions: [...ACTIONS, "z"] } });
    const { body } = decide(own, decision("q"), replica, before);
    expect(body.terms).toMatchObject([{ action: "z", count: 1 }]);
  });

  it("moves what is learned to the selected action", () => {
    const { event, received } = valueOf(choose([decided()], "b"));
    expect(received).toEqual({ replay: false, meta: { off_policy: true } });
    expect(event?.body.terms).toMatchObject([
      { action: "a", count: -1, to: 0 },
      { action: "b", count: 1, from: 0 },
    ]);
  });

  it("confirms the action that was learned without learning it twice", () => {
    const { event, received } = valueOf(choose([decided()], "a"));
    expect(event?.body.terms).toEqual([]);
    expect(received.meta).toEqual({});
  });

  it("starts what waited for it", () => {
    const deferred = decide(call(START, { publishable: true }), decision("q"), replica, NEW);
    const first = deferred.body.order[0] ?? "";
    const { event } = valueOf(choose([deferred], first, { publishable: true }, START + 9));
    expect(event?.body.terms).toMatchObject([{ action: first, count: 1, from: 0, at: START + 9 }]);
  });

  it("takes a reward along that came before", () => {
    const events = [decided()];
    const episode = foldEpisode(inOrder(...events));
    const paid = valueOf(reward(call(START), rewardItem("q", 30), episode, young)).event;
    if (!paid) throw new Error("the reward is new");
    const { event } = valueOf(choose([...events, paid], "c"));
    expect(event?.body.terms).toMatchObject([
      { action: "a", count: -1, from: 30, to: 0 },
      { action: "c", count: 1, from: 0, to: 30 },
    ]);
  });

  it("is a replay when the action is the one selected last", () => {
    const events = [decided()];
    const first = chosen(events, "b");
    const again = valueOf(choose([...events, first], "b"));
    expect(again).toEqual({
      event: undefined,
      received: { replay: true, meta: { off_policy: true } },
    });
  });

  it("may return to an earlier action under a server's key", () => {
    const events = [decided()];
    events.push(chosen(events, "b"));
    events.push(chosen(events, "a"));
    const { event } = valueOf(choose(events, "b"));
    expect(event?.dedupeKey).toBe("2");
    expect(event?.body.terms.map(({ action, count }) => [action, count])).toEqual([
      ["a", -1],
      ["b", 1],
    ]);
  });

  it("is a conflict under a browser's key when another action was selected", () => {
    const events = [decided()];
    events.push(chosen(events, "b"));
    expect(codeOf(choose(events, "c", { publishable: true }))).toBe("selection_conflict");
    expect(codeOf(choose(events, "b", { publishable: true }))).toBe("ok");
  });

  it("takes an action that was not returned only from the catalogue, only from a server", () => {
    const settings = { actions: [...ACTIONS, "z"] };
    expect(codeOf(choose([decided()], "z"))).toBe("unknown_action");
    expect(codeOf(choose([decided()], "z", { settings }))).toBe("ok");
    expect(codeOf(choose([decided()], "z", { settings, publishable: true }))).toBe(
      "unknown_action",
    );
  });

  it("waits for its decision, or is refused when strict", () => {
    const { event, received } = valueOf(choose([], "b"));
    expect(received.meta).toEqual({ pending: true });
    expect(event?.body).toMatchObject({ pending: true, terms: [] });
    expect(codeOf(choose([], "b", { item: { strict: true } }))).toBe("unknown_query");
  });

  it("teaches nothing about a holdout, nor after the window", () => {
    const held = valueOf(choose([decided({ holdout: true })], "b"));
    expect(held.event?.body.terms).toEqual([]);
    const late = valueOf(choose([decided()], "b", {}, START + 31 * DAY_MS));
    expect(late.event?.body.terms).toEqual([]);
    const item = { ageMs: 2 * DAY_MS };
    const inTime = valueOf(choose([decided()], "b", { item }, START + 31 * DAY_MS));
    expect(inTime.event?.body.terms).toHaveLength(2);
  });

  it("validates a test like any other", () => {
    const tested = [decided({ test: true })];
    for (const events of [tested, [decided()]]) {
      const stranger = choose(events, "stranger", { item: { test: true } });
      expect(stranger).toMatchObject({ ok: false, error: { code: "unknown_action" } });
    }
    expect(choose(tested, "stranger")).toMatchObject({ ok: false });
  });

  it("stores nothing of a test", () => {
    expect(valueOf(choose([decided()], "b", { item: { test: true } })).event).toBeUndefined();
    expect(valueOf(choose([decided({ test: true })], "b")).event).toBeUndefined();
  });

  it("has a key of its own when what lapsed before is forgotten", () => {
    const settings = { actions: ["z"], apprentice: true };
    const early = chosen([], "z");
    const late = START + 2 * DAY_MS;
    const decidedLate = decide(call(late, { settings }), decision("q"), replica, NEW);
    const first = valueOf(choose([early, decidedLate], "b", {}, late)).event;
    if (!first) throw new Error("the selection is new");
    const second = valueOf(choose([decidedLate, first], "c", {}, late)).event;
    expect(second?.dedupeKey).not.toBe(first.dedupeKey);
  });
});

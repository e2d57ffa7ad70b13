import type { ModelSettings } from "@nextmove/contract";
import { createReplica, learn } from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACTIONS,
  call,
  decision,
  inOrder,
  observation,
  reward as rewardItem,
  selection,
  START,
  valueOf,
  young,
} from "../../../../test/examples.ts";
import type { AssignedModel } from "./assigned-models.ts";
import { answer, replay } from "./answer.ts";
import { decide } from "./decide.ts";
import { hasRoom } from "./room.ts";
import { foldEpisode } from "../../../decision-log/episode.ts";
import type { DecisionEvent } from "../../../decision-log/events.ts";
import { reward } from "./reward.ts";
import { select } from "./select.ts";

const NEW = foldEpisode([]);
const replica = createReplica(160);
const bodyOf = (...args: Parameters<typeof call>) =>
  decide(call(...args), decision("q"), replica, NEW).body;

describe("hasRoom", () => {
  const full = createReplica(160);
  for (let i = 0; i < 199; i++) {
    const terms = [{ action: `known${i}`, count: 1, from: 0, to: 0, at: START } as const];
    learn(full, observation({}), terms);
  }
  const room = (actions: string[], change = {}, settings = {}) =>
    hasRoom(call(START, { settings }), decision("q", { actions, ...change }), full);

  it("is left for as many actions as a case can have, those it knows included", () => {
    expect(room(["known1", "known2", "new"])).toBe(true);
    expect(room(["known1", "new", "newer"])).toBe(false);
    expect(room(["new", "newer"], {}, { actions: ["newer"] })).toBe(true);
  });

  it("needs none where nothing is learned", () => {
    expect(room(["new", "newer"], { test: true })).toBe(true);
    expect(room(["new", "newer"], { uncatalogued: true })).toBe(true);
  });
});

describe("deciding by the model that a period assigned", () => {
  /** A version that likes one action, whose every decision is expected to bring 0 by the live model. */
  const likes = (best: string, settings: Partial<ModelSettings> = {}): AssignedModel => {
    const taught = createReplica(160);
    for (let i = 0; i < 60; i++) {
      for (const action of ACTIONS) {
        const to = action === best ? 9 : 0;
        learn(taught, observation({}), [{ action, count: 1, from: 0, to, at: START }]);
      }
    }
    taught.header = { ...taught.header, version: 7 };
    return { replica: taught, settings: { policy: "model", ...settings }, learns: false };
  };
  const decidedBy = (assigned: AssignedModel, change = {}, settings = {}) => {
    const item = decision("q", { model: "m_v1", ...change });
    return decide(call(START, { settings }), item, replica, NEW, assigned).body;
  };

  it("ranks by that version, and says so", () => {
    const body = decidedBy(likes("c"));
    expect(body).toMatchObject({ mode: "model", testModel: "m_v1", model: 7 });
    expect(body.probabilities[body.order.indexOf("c")]).toBeGreaterThan(0.9);
    expect(bodyOf(START)).not.toHaveProperty("testModel");
  });

  it("expects of the action shown what the live model expects", () => {
    const body = decidedBy(likes("c"));
    expect(body.expectation?.mean).toBe(0);
    expect(body.terms).toMatchObject([{ count: 1, to: 0 }]);
    expect(Math.max(...body.scores)).toBeGreaterThan(5);
  });

  it("explores as the version is told to, else as the case is", () => {
    const least = (...args: Parameters<typeof decidedBy>) =>
      Math.min(...decidedBy(...args).probabilities);
    expect(least(likes("c", { exploration_floor: 0.6 }))).toBeCloseTo(0.2, 3);
    expect(least(likes("c"), {}, { exploration_floor: 0.3 })).toBeCloseTo(0.1, 3);
  });

  it.each([
    ["what is none of ours", "external", {}, {}, "reference", [1, 0, 0]],
    [
      "a version in the order given",
      likes("c", { policy: "given_order" }),
      {},
      {},
      "reference",
      [1, 0, 0],
    ],
    ["an even version", likes("c", { policy: "uniform" }), {}, {}, "uniform", null],
    ["what cannot be had", "missing", {}, {}, "fallback", null],
    [
      "live in a case that learns from the shop",
      "live",
      {},
      { apprentice: true },
      "apprentice",
      [1, 0, 0],
    ],
    [
      "a version in a case that learns from the shop",
      likes("c"),
      {},
      { apprentice: true },
      "model",
      null,
    ],
    [
      "a version for a consumer who is held out",
      likes("c"),
      { holdout: true },
      {},
      "holdout",
      [1, 0, 0],
    ],
    ["a version in a test", likes("c"), { test: true }, {}, "test", null],
    ["the shop's order in a test", "external", { test: true }, {}, "test", [1, 0, 0]],
    [
      "the shop's order without a catalogue",
      "external",
      { uncatalogued: true },
      {},
      "uncatalogued",
      null,
    ],
  ] as const)("has a mode of its own: %s", (_, assigned, change, settings, mode, probabilities) => {
    const body = decidedBy(assigned, change, settings);
    expect(body.mode).toBe(mode);
    if (probabilities) expect(body.probabilities).toEqual(probabilities);
    else expect(Math.min(...body.probabilities)).toBeGreaterThan(0);
  });
});

describe("decide", () => {
  it("orders all actions and says how probable each was to be first", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (actions) => {
        const { body } = decide(call(START), decision("q", { actions }), replica, NEW);
        expect(body.order.toSorted()).toEqual(actions.toSorted());
        expect(body.probabilities).toHaveLength(actions.length);
        expect(body.probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 8);
        expect(Math.min(...body.probabilities)).toBeGreaterThan(0);
      }),
    );
  });

  it("keeps each probability and score with its action", () => {
    const taught = createReplica(160);
    const at = START;
    for (let i = 0; i < 50; i++) {
      learn(taught, observation({}), [{ action: "b", count: 1, from: 0, to: 0.9, at }]);
      learn(taught, observation({}), [{ action: "a", count: 1, from: 0, to: 0.1, at }]);
      learn(taught, observation({}), [{ action: "c", count: 1, from: 0, to: 0.1, at }]);
    }
    for (let i = 0; i < 20; i++) {
      const { body } = decide(call(at), decision(`q${i}`), taught, NEW);
      const best = body.order.indexOf("b");
      expect(body.scores[best]).toBe(Math.max(...body.scores));
      expect(body.probabilities[best]).toBe(Math.max(...body.probabilities));
    }
  });

  it("is stored in 4 kB of ids beside its state and 50 bytes for each of its actions", () => {
    const actions = Array.from({ length: 200 }, (_, i) => `action-${i}`);
    const taught = createReplica(160);
    for (const [i, action] of actions.entries()) {
      const terms = [{ action, count: 1, from: 0, to: -1 / (i + 3), at: START }] as const;
      learn(taught, observation({}), terms);
    }
    const most = Object.fromEntries(
      Array.from({ length: 170 }, (_, i) => [`key${i}`, `val-of-${i}`]),
    );
    const item = decision("q".repeat(256), {
      state: most,
      actions,
      consumerId: "c".repeat(256),
      aliases: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`a${i}`, "x".repeat(256)])),
    });
    const { body } = decide(call(START), item, taught, NEW);
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    expect(bytes(item.observation)).toBeGreaterThan(3_000);
    expect(bytes(body)).toBeLessThan(4096 + 4096 + 200 * 50);
  });

  it("draws by the seed alone, not by the order of the list", () => {
    const first = decide(call(START), decision("q"), replica, NEW).body.order;
    const turned = decision("q", { actions: ACTIONS.toReversed() });
    expect(decide(call(START), turned, replica, NEW).body.order).toEqual(first);
    const orders = Array.from({ length: 40 }, (_, i) =>
      decide(call(START), decision(`q${i}`), replica, NEW).body.order.join(),
    );
    expect(new Set(orders).size).toBeGreaterThan(3);
  });

  it("learns the first action at once under a server's key, in wait for the select under or for a browser's", () => {
    const immediate = bodyOf(START);
    expect(immediate.terms).toEqual([
      { action: immediate.order[0], count: 1, from: 0, to: immediate.expectation?.mean, at: START },
    ]);
    expect(bodyOf(START, { publishable: true }).terms).toEqual([]);
    expect(bodyOf(START, { forBrowser: true }).terms).toEqual([]);
    const turned = { publishable: true, settings: { activation: "immediate" } };
    expect(bodyOf(START, turned).terms).toHaveLength(1);
    expect(bodyOf(START, { settings: { activation: "deferred" } }).terms).toEqual([]);
  });

  it("gives the order as it came in holdout and apprentice mode; only the apprentice learns", () => {
    const held = decide(call(START), decision("q", { holdout: true }), replica, NEW).body;
    expect(held).toMatchObject({ mode: "holdout", order: ACTIONS, probabilities: [1, 0, 0] });
    expect(held.terms).toEqual([]);
    const apprentice = bodyOf(START, { settings: { apprentice: true } });
    expect(apprentice).toMatchObject({ mode: "apprentice", order: ACTIONS });
    expect(apprentice.terms).toHaveLength(1);
  });

  it("teaches nothing with a test or without a catalogue, and ranks the latter evenly", () => {
    const test = decide(call(START), decision("q", { test: true, holdout: true }), replica, NEW);
    expect(test.body).toMatchObject({ mode: "test", terms: [] });
    const stray = decision("q", { uncatalogued: true });
    const { body } = decide(call(START, { publishable: true }), stray, replica, NEW);
    expect(body).toMatchObject({ mode: "uncatalogued", terms: [] });
    for (const probability of body.probabilities) expect(probability).toBeCloseTo(1 / 3, 9);
  });

  it("takes over what overtook it: the selected action, with the reward that came", () => {
    const selected = valueOf(select(call(START), selection("q", "b"), NEW, replica, young)).event;
    if (!selected) throw new Error("the selection is new");
    const one = foldEpisode(inOrder(selected));
    const paid = valueOf(reward(call(START), rewardItem("q", 50), one, young)).event;
    if (!paid) throw new Error("the reward is new");
    const before = foldEpisode(inOrder(selected, paid));
    const { body } = decide(call(START + 5), decision("q"), replica, before);
    expect(body.terms).toEqual([{ action: "b", count: 1, from: 0, to: 50, at: START + 5 }]);
    expect(body.attached).toMatchObject({ selections: 1, rewards: 1 });
  });

  it("stores what JSON gives back unchanged", () => {
    const item = decision("q", { state: { a: 1, b: ["x"] }, aliases: { ga: "1" }, limit: 1 });
    const { body } = decide(call(START), item, replica, NEW);
    expect(JSON.parse(JSON.stringify(body))).toEqual(body);
  });
});

describe("a replay", () => {
  const item = decision("q", { limit: 2, explain: true });
  const stored: DecisionEvent = { ...decide(call(START), item, replica, NEW), seq: 1 };

  it("gives the first answer", () => {
    const first = answer(stored, item, false);
    expect(first.actions).toEqual(stored.body.order.slice(0, 2));
    expect(valueOf(replay(stored, item))).toEqual({ ...first, replay: true });
    expect(first.explanation?.actions.map(({ action }) => action)).toEqual(stored.body.order);
  });

  it("is a conflict when the body is another", () => {
    const other = replay(stored, { ...item, fingerprint: "another" });
    expect(other).toMatchObject({ ok: false, error: { code: "query_id_conflict" } });
  });

  it("explains itself only when asked", () => {
    expect(answer(stored, { ...item, explain: false }, true).explanation).toBeUndefined();
  });
});

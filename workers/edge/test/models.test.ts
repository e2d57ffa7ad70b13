import { runInDurableObject } from "cloudflare:test";
import { caseSettings, type ModelSettings } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import type { NewVersion } from "../src/objects/case-model/versions.ts";
import { openCase, type Sums, sumsOf, type TestCase } from "./case-objects.ts";
import { expectSameSums } from "./same-sums.ts";
import {
  call,
  DAY_MS,
  decision,
  MINUTE_MS,
  reward,
  selection,
  START,
  valueOf,
} from "./examples.ts";

const BY_MODEL: ModelSettings = { policy: "model" };

/** Keeps a version, and says its id. */
const keep = async (
  { model }: TestCase,
  wanted: Partial<NewVersion> = {},
  from = "live",
): Promise<string> => {
  const asked: NewVersion = {
    name: "test",
    learns: "none",
    warmStart: 1,
    settings: BY_MODEL,
    isRollbackPoint: false,
    ...wanted,
  };
  return valueOf(await model.createVersion(from, asked, START)).id;
};

const activation = (id: string, again = false) => ({ id, again, replacing: BY_MODEL, keep: [] });

/** Decides some queries, by a model if one is named, and says what was shown for each. */
const decide = async (
  { shard }: TestCase,
  queries: readonly string[],
  model?: string,
): Promise<string[]> => {
  const items = queries.map((query) => decision(query, { model }));
  return (await shard.decide(call(START), items)).map((each) => valueOf(each).actions[0] ?? "");
};

const give = async ({ shard }: TestCase, queries: readonly string[], value: number) => {
  for (const each of await shard.reward(
    call(START + MINUTE_MS),
    queries.map((query) => reward(query, value)),
  )) {
    valueOf(each);
  }
};

/** Brings the model up to date. */
const sync = ({ shard }: TestCase) => shard.status(START + MINUTE_MS);

const named = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);

/** Decides and rewards, so that one action comes out as the best. */
const prefer = async (test: TestCase, best: string, name: string, count = 30, model?: string) => {
  for (const query of named(name, count)) {
    const [shown] = await decide(test, [query], model);
    await give(test, [query], shown === best ? 10 : 0);
  }
  await sync(test);
};

let asked = 0;
/** How a model would decide, without a trace in it. */
const ask = async ({ shard }: TestCase, model?: string) => {
  asked += 1;
  const item = decision(`asks-${asked}`, { model, test: true, explain: true });
  const { explanation } = valueOf((await shard.decide(call(START), [item]))[0] ?? refusedCall());
  if (!explanation) throw new Error("not explained");
  const actions = explanation.actions.toSorted((a, b) => (a.action < b.action ? -1 : 1));
  const probabilities = new Map(actions.map(({ action, probability }) => [action, probability]));
  return { ...explanation, actions, of: (action: string) => probabilities.get(action) ?? NaN };
};

const refusedCall = (): never => {
  throw new Error("no outcome");
};

/** A version's exact sums by action. */
const versionSums = ({ rawModel }: TestCase, id: string): Promise<Map<string, Sums>> =>
  runInDurableObject(rawModel, (_, { storage }) => {
    const rows = storage.sql
      .exec<{ action: string; bytes: ArrayBuffer }>(
        "SELECT action, bytes FROM version_sums WHERE id = ?",
        id,
      )
      .toArray();
    return new Map(rows.map(({ action, bytes }) => [action, sumsOf(bytes)]));
  });

const totalOf = (sums: ReadonlyMap<string, Sums>) => {
  const all = [...sums.values()];
  const add = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return { n: add(all.map(({ n }) => n)), sum: add(all.map(({ sum }) => sum)) };
};

describe("a frozen version", () => {
  it("decides as the live line did, while that goes on learning, also after restarts", async () => {
    const test = openCase();
    await prefer(test, "a", "first", 15);
    const id = await keep(test);
    expect(id).toBe("test_v1");
    const frozen = await ask(test, id);
    expect(frozen).toMatchObject({ mode: "test", model_id: id });
    expect(frozen.of("a")).toBeGreaterThan(0.5);

    await prefer(test, "b", "second", 40);
    expect((await ask(test)).of("b")).toBeGreaterThan(0.5);
    expect((await ask(test, id)).actions).toEqual(frozen.actions);
    await test.evictShard();
    await test.evictModel();
    expect((await ask(test, id)).actions).toEqual(frozen.actions);
  });

  it("gets the next number of its name, also when the last one was deleted", async () => {
    const test = openCase();
    expect([await keep(test), await keep(test, { name: "other" }), await keep(test)]).toEqual([
      "test_v1",
      "other_v1",
      "test_v2",
    ]);
    valueOf(await test.model.deleteVersion("test_v2"));
    await test.evictModel();
    expect(await keep(test)).toBe("test_v3");
    expect((await test.model.lines()).versions.map(({ id }) => id)).not.toContain("test_v2");
  });

  it("decides as its settings say", async () => {
    const test = openCase();
    await prefer(test, "b", "first");
    const even = await keep(test, { settings: { policy: "uniform" } });
    expect((await ask(test, even)).actions.map(({ probability }) => probability)).toEqual(
      [0, 1, 2].map(() => expect.closeTo(1 / 3, 6)),
    );
    const floored = await keep(test, { settings: { policy: "model", exploration_floor: 0.9 } });
    expect((await ask(test, floored)).of("a")).toBeGreaterThanOrEqual(0.3);
    const given = await keep(test, { settings: { policy: "given_order" } });
    await decide(test, ["q"], given);
    expect(await test.shard.find("q")).toMatchObject({
      mode: "reference",
      testModel: given,
      order: ["a", "b", "c"],
      probabilities: [1, 0, 0],
    });
  });
});

describe("a fork", () => {
  it("that learns of all decisions has the sums of the live line, whatever was pending", async () => {
    const test = openCase();
    await decide(test, named("before", 12));
    await give(test, named("before", 4), 3);
    await sync(test);
    const all = await keep(test, { learns: "all" });
    await give(test, named("before", 8).slice(4), 7);
    await test.shard.select(call(START + MINUTE_MS), [selection("before-9", "c")]);
    await decide(test, named("live", 5));
    await decide(test, named("own", 5), all);
    await give(test, [...named("live", 3), ...named("own", 3)], 5);
    await sync(test);
    await test.evictModel();
    await test.shard.runDue(START + 2 * DAY_MS);
    expectSameSums(await versionSums(test, all), await test.sums());
    expect((await ask(test, all)).actions.map(({ score }) => score)).toEqual(
      (await ask(test)).actions.map(({ score }) => expect.closeTo(score ?? NaN, 4)),
    );
  });

  it("that learns of its own decisions settles what it inherited, and takes nothing else", async () => {
    const test = openCase();
    await decide(test, named("before", 10));
    await sync(test);
    const own = await keep(test, { learns: "own" });
    await decide(test, named("live", 6));
    await decide(test, named("own", 5), own);
    await give(test, named("before", 10), 1);
    await give(test, named("live", 6), 100);
    await give(test, named("own", 5), 10);
    await sync(test);
    expect(totalOf(await versionSums(test, own))).toEqual({ n: 15, sum: expect.closeTo(60, 6) });
    expect(totalOf(await test.sums())).toEqual({ n: 21, sum: expect.closeTo(660, 6) });
  });

  it("is used by the shards as it learns, within the staleness that live has", async () => {
    const test = openCase();
    const own = await keep(test, { learns: "own" });
    const other = await keep(test, { name: "other", learns: "own" });
    await prefer(test, "c", "own", 30, own);
    expect((await ask(test, own)).of("c")).toBeGreaterThan(0.6);
    expect((await ask(test, other)).of("c")).toBeCloseTo(1 / 3, 1);
  });

  it("that starts warm weighs what it inherited less, settled before the fork or after it", async () => {
    const test = openCase();
    await decide(test, named("before", 10));
    await give(test, named("before", 5), 2);
    await sync(test);
    const warm = await keep(test, { learns: "all", warmStart: 0.5 });
    await give(test, named("before", 10).slice(5), 2);
    await decide(test, named("after", 4));
    await give(test, named("after", 4), 2);
    await sync(test);
    expect(totalOf(await versionSums(test, warm))).toEqual({
      n: expect.closeTo(0.5 * 10 + 4, 9),
      sum: expect.closeTo(0.5 * 20 + 8, 9),
    });
  });

  it("of a version knows what that knew", async () => {
    const test = openCase();
    await prefer(test, "a", "first", 10);
    const frozen = await keep(test);
    await prefer(test, "b", "second", 10);
    const fork = await keep(test, { name: "fork", learns: "own" }, frozen);
    expectSameSums(await versionSums(test, fork), await versionSums(test, frozen));
  });
});

describe("activating a version", () => {
  it("lets live go on from it: nothing that was decided in between counts, all that comes does", async () => {
    const test = openCase();
    await decide(test, named("before", 6));
    await sync(test);
    const good = await keep(test);
    const bad = named("bad", 8);
    await decide(test, bad);
    await give(test, bad.slice(0, 4), -100);
    await sync(test);
    const replaced = await test.sums();

    const done = valueOf(await test.model.activate(activation(good), START));
    expect(done).toMatchObject({ replaced: "live_v1", isSettled: false });
    expectSameSums(await versionSums(test, "live_v1"), replaced);
    await test.evictModel();
    await give(test, bad.slice(4), -100);
    await give(test, named("before", 6), 1);
    await decide(test, named("after", 3));
    await give(test, named("after", 3), 10);
    await sync(test);
    expect(totalOf(await test.sums())).toEqual({ n: 9, sum: expect.closeTo(36, 6) });

    // Learned anew from the whole log it is the same line.
    await test.model.configure(caseSettings.parse({ half_life_days: 3000 }), 1);
    await test.model.runDue();
    expect(totalOf(await test.sums())).toEqual({ n: 9, sum: expect.closeTo(36, 2) });
  });

  it("reaches shards that were far ahead of it, and those that sleep", async () => {
    const test = openCase();
    await prefer(test, "a", "first", 25);
    const id = await keep(test);
    const then = await ask(test, id);
    await prefer(test, "b", "second", 60);
    await test.model.runDue();
    await decide(test, ["between"]);
    await sync(test);
    valueOf(await test.model.activate(activation(id), START));
    await decide(test, ["tells"]);
    await sync(test);
    await test.evictShard();
    const now = await ask(test);
    expect(now.of("a")).toBeGreaterThan(0.5);
    expect(now.of("b")).toBeLessThan(then.of("b") + 0.1);
  });

  it("is done once: again only when that is asked for", async () => {
    const test = openCase();
    await prefer(test, "a", "first", 10);
    const id = await keep(test);
    const replacedBy = async (again: boolean) =>
      valueOf(await test.model.activate(activation(id, again), START)).replaced;
    expect(await replacedBy(false)).toBe("live_v1");
    await prefer(test, "b", "second", 10);
    const learned = await test.sums();
    await test.evictModel();
    expect(await replacedBy(false)).toBeNull();
    expectSameSums(await test.sums(), learned);
    expect(await replacedBy(true)).toBe("live_v2");
    expectSameSums(await test.sums(), await versionSums(test, id));
    expect((await test.model.lines()).live.from).toBe(id);
  });

  it("can be undone by activating what was replaced", async () => {
    const test = openCase();
    await prefer(test, "a", "first", 10);
    const id = await keep(test);
    await prefer(test, "b", "second", 20);
    const before = await test.sums();
    const { replaced } = valueOf(await test.model.activate(activation(id), START));
    valueOf(await test.model.activate(activation(replaced ?? ""), START));
    expectSameSums(await test.sums(), before);
  });

  it("ends a rebuild of the line that it replaces", async () => {
    const test = openCase();
    const id = await keep(test);
    await prefer(test, "a", "first", 45);
    await Promise.all([test.model.runDue(), test.model.activate(activation(id), START)]);
    expect(totalOf(await test.sums()).n).toBe(0);
  });

  it("keeps the last five rollback points, and those that must stay", async () => {
    const test = openCase();
    const id = await keep(test);
    for (let i = 0; i < 7; i++) {
      const request = { ...activation(id, true), keep: ["live_v1"] };
      valueOf(await test.model.activate(request, START + i));
    }
    const { versions } = await test.model.lines();
    const points = versions.filter(({ isRollbackPoint }) => isRollbackPoint);
    expect(points.map((point) => point.id)).toEqual(
      [1, 3, 4, 5, 6, 7].map((number) => `live_v${number}`),
    );
  });

  it("is refused when the case has another dimension since", async () => {
    const test = openCase();
    const id = await keep(test);
    await test.model.configure(caseSettings.parse({ dimension: 32 }), 1);
    const refused = await test.model.activate(activation(id), START);
    expect(refused).toMatchObject({ ok: false, error: { code: "model_conflict" } });
    const unknown = await test.model.activate(activation("nothing_v1"), START);
    expect(unknown).toMatchObject({ ok: false, error: { code: "unknown_model" } });
  });
});

describe("a model that is none of the case's", () => {
  it("decides in the order given, which live learns from", async () => {
    const test = openCase();
    expect(await decide(test, ["q"], "reference_v16")).toEqual(["a"]);
    expect(await test.shard.find("q")).toMatchObject({
      mode: "reference",
      testModel: "reference_v16",
      probabilities: [1, 0, 0],
    });
    await give(test, ["q"], 4);
    await sync(test);
    expect((await test.sums()).get("a")).toMatchObject({ n: 1, sum: expect.closeTo(4, 9) });
  });

  it("but was one is stood in for by live, which is said and not learned as that model's", async () => {
    const test = openCase();
    const id = await keep(test);
    valueOf(await test.model.deleteVersion(id));
    await decide(test, ["q"], id);
    expect(await test.shard.find("q")).toMatchObject({ mode: "fallback", testModel: id });
    const page = await test.shard.replay(0, 1);
    expect(page.lessons[0]).not.toHaveProperty("by");
  });

  it("is live when it is called that", async () => {
    const test = openCase();
    await decide(test, ["q"], "live");
    expect(await test.shard.find("q")).toMatchObject({ mode: "model", testModel: "live" });
  });
});

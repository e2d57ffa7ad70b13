import { describe, expect, it } from "vitest";
import { openCase, type TestCase } from "./case-objects.ts";
import {
  call,
  DAY_MS,
  decision,
  HOUR_MS,
  MINUTE_MS,
  observation,
  reward,
  selection,
  START,
} from "./examples.ts";

const WINDOW_MS = 30 * DAY_MS;

const total = async ({ sums }: TestCase) => {
  const all = [...(await sums()).values()];
  const of = (key: "n" | "sum" | "squares") => all.reduce((sum, each) => sum + each[key], 0);
  return { n: of("n"), sum: of("sum"), squares: of("squares") };
};

/** A case that expects something of its actions: `count` decisions were all rewarded. */
const hopefulCase = async (count: number): Promise<TestCase> => {
  const test = openCase();
  const queries = Array.from({ length: count }, (_, i) => `hope${i}`);
  await test.shard.decide(
    call(START),
    queries.map((queryId) => decision(queryId)),
  );
  await test.shard.reward(
    call(START),
    queries.map((queryId) => reward(queryId, 1)),
  );
  await test.shard.status(START);
  return test;
};

describe("a decision without a reward", () => {
  it("is expected to bring less and less, and nothing once the window is over", async () => {
    const test = await hopefulCase(4);
    const { shard } = test;
    const later = START + 5 * DAY_MS;
    const numbered = Array.from({ length: 8 }, (_, i) => i);
    await shard.decide(
      call(START),
      numbered.map((i) => decision(`old${i}`)),
    );
    await shard.runDue(later);
    await shard.decide(
      call(later),
      numbered.map((i) => decision(`new${i}`)),
    );
    const expected: number[] = [];
    for (const age of [0, 10 * MINUTE_MS, 5 * HOUR_MS, 3 * DAY_MS, WINDOW_MS + HOUR_MS]) {
      await shard.runDue(later + age);
      expected.push((await total(test)).sum - 4);
    }
    expect(expected[0]).toBeGreaterThan(1);
    for (const [index, value] of expected.slice(1).entries()) {
      expect(value, `at step ${index + 1}`).toBeLessThan(expected[index] ?? 0);
    }
    expect(expected.at(-1)).toBeCloseTo(0, 12);
    expect((await total(test)).squares).toBeCloseTo(4, 12);
    expect((await total(test)).n).toBe(20);
  });

  it("is expected to bring less also when it was shown days after it was made", async () => {
    const test = await hopefulCase(4);
    const { shard } = test;
    const shown = START + 5 * DAY_MS;
    const deferred = { settings: { activation: "deferred" } };
    await shard.decide(call(START, deferred), [decision("q")]);
    await shard.select(call(shown, deferred), [selection("q", "a")]);
    await shard.status(shown);
    expect((await total(test)).sum).toBeGreaterThan(4);
    await shard.runDue(shown + WINDOW_MS + HOUR_MS);
    expect((await total(test)).n).toBe(5);
    expect((await total(test)).sum).toBeCloseTo(4, 12);
  });

  it("settles the same when nothing was due for months, or was and the objects were evicted", async () => {
    const sleeper = await hopefulCase(3);
    const worker = await hopefulCase(3);
    for (const test of [sleeper, worker]) {
      await test.shard.decide(call(START), [decision("q1"), decision("q2")]);
    }
    for (let hours = 1; hours < 100; hours *= 3) {
      await worker.shard.runDue(START + hours * HOUR_MS);
      await worker.evictShard();
      await worker.evictModel();
    }
    for (const test of [sleeper, worker]) {
      await test.shard.runDue(START + 90 * DAY_MS);
      expect(await total(test)).toMatchObject({ n: 5 });
      expect((await total(test)).sum).toBeCloseTo(3, 12);
      expect((await total(test)).squares).toBeCloseTo(3, 12);
    }
  });

  it("counts what a late reward brings instead of what was expected", async () => {
    const test = await hopefulCase(2);
    const { shard } = test;
    await shard.decide(call(START), [decision("q")]);
    await shard.runDue(START + 2 * DAY_MS);
    await shard.reward(call(START + 2 * DAY_MS), [reward("q", 0.5)]);
    await shard.runDue(START + 3 * DAY_MS);
    await shard.runDue(START + WINDOW_MS + HOUR_MS);
    expect((await total(test)).sum).toBeCloseTo(2.5, 12);
    expect((await total(test)).squares).toBeCloseTo(2.25, 12);
  });

  it("has crossed an age also when the shard is evicted before the model hears of it", async () => {
    const test = await hopefulCase(4);
    const later = START + 5 * DAY_MS;
    const many = (name: string) => Array.from({ length: 8 }, (_, i) => decision(`${name}${i}`));
    await test.shard.decide(call(START), many("old"));
    await test.shard.runDue(later);
    await test.shard.decide(call(later), [decision("q")]);
    await test.shard.status(later);
    // Enough events for the youngest age to be crossed at once; none of them is sent.
    await test.shard.decide(call(later), many("new"));
    await test.shard.decide(call(later), many("newer"));
    await test.evictShard();
    await test.shard.reward(call(later), [reward("q", 0.5)]);
    await test.shard.runDue(later + WINDOW_MS + HOUR_MS);
    expect((await total(test)).sum).toBeCloseTo(4.5, 12);
    expect((await total(test)).squares).toBeCloseTo(4.25, 12);
  });

  it("takes back exactly what was expected by then when another action is selected", async () => {
    const test = await hopefulCase(2);
    const { shard } = test;
    const now = START + 2 * DAY_MS;
    await shard.decide(call(START), [decision("q", { actions: ["x", "y"] })]);
    await shard.runDue(now);
    const [first] = (await shard.find("q"))?.order ?? [];
    const other = first === "x" ? "y" : "x";
    await shard.select(call(now), [selection("q", other)]);
    await shard.status(now);
    const left = (await test.sums()).get(first ?? "");
    expect(left?.n).toBe(0);
    expect(left?.sum).toBeCloseTo(0, 12);
    await shard.runDue(now + WINDOW_MS + HOUR_MS);
    expect((await total(test)).sum).toBeCloseTo(2, 12);
  });
});

describe("a reward after the window", () => {
  it("is recorded and says so, but teaches nothing", async () => {
    const test = openCase();
    await test.shard.decide(call(START), [decision("q")]);
    const late = START + WINDOW_MS + 1;
    const [answer] = await test.shard.reward(call(late), [reward("q", 1)]);
    expect(answer).toEqual({ ok: true, value: { replay: false, meta: { expired: true } } });
    await test.shard.runDue(late + HOUR_MS);
    expect((await total(test)).sum).toBeCloseTo(0, 12);
  });
});

describe("a shard that wakes late", () => {
  it("tells the model in pieces that fit a message", async () => {
    const test = await hopefulCase(4);
    const words = Array.from({ length: 32 }, (_, i) => `${i} `.padEnd(110, "x"));
    const large = observation({ words });
    for (let batch = 0; batch < 5; batch++) {
      const items = Array.from({ length: 450 }, (_, i) => ({
        ...decision(`q${batch}.${i}`),
        observation: large,
      }));
      await test.shard.decide(call(START + batch), items);
      await test.shard.status(START + batch);
    }
    const late = START + WINDOW_MS + HOUR_MS;
    await test.shard.runDue(late);
    const { standing } = await test.shard.status(late);
    expect(standing.absorbed_seq).toBe(standing.last_seq);
    expect((await total(test)).n).toBe(2254);
  });
});

describe("ticks of a busy shard", () => {
  it("cost few rows beside the decisions they are about", async () => {
    const { shard } = openCase();
    const decisions = 200;
    for (let i = 0; i < decisions; i++) await shard.decide(call(START), [decision(`q${i}`)]);
    const { rowsWritten } = await shard.status(START);
    expect(rowsWritten).toBeGreaterThan(2 * decisions);
    expect(rowsWritten).toBeLessThan(2 * decisions * 1.3);
  });
});

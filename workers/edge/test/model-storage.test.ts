import { runInDurableObject } from "cloudflare:test";
import { caseSettings } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { advance, now } from "../src/clock.ts";
import type { LearningBatch } from "../src/protocol/case-model/learning.ts";
import { openCase } from "./case-objects.ts";
import { DAY_MS, observation, START } from "./examples.ts";

const NOTHING_HELD = { version: 0, space: 0 };
/** What the platform takes in one row. */
const ROW_LIMIT_BYTES = 2_000_000;

const batch = (seq: number, action: string, state: object = {}, at = START): LearningBatch => ({
  shard: "0.0",
  fromSeq: seq - 1,
  toSeq: seq,
  lessons: [
    {
      since: seq,
      observation: observation(state),
      terms: [{ action, count: 1, from: 0, to: 0.5, at }],
    },
  ],
  lived: [],
  tally: {},
});

/** A state as large as one may be, 4 kB, with names that no other has. */
const largeState = (seed: number): object =>
  Object.fromEntries([
    ...Array.from({ length: 3 }, (_, i) => [
      `c${seed}.${i}`.padEnd(250, "\u7a7a"),
      `${seed}`.padEnd(120, "\u6ce8"),
    ]),
    ...Array.from({ length: 20 }, (_, i) => [`n${i}`, seed + 1 / (i + 3)]),
  ]);

const LESSONS_PER_BATCH = 50;

/** Lessons with large states, all different. */
const largeBatch = (seq: number): LearningBatch => {
  const small = batch(seq, "a");
  const lessons = Array.from({ length: LESSONS_PER_BATCH }, (_, i) => ({
    since: seq,
    observation: observation(largeState(seq * LESSONS_PER_BATCH + i)),
    terms: small.lessons.flatMap(({ terms }) => terms),
  }));
  return { ...small, lessons };
};

describe("what the model stores", () => {
  it("fits the rows of the platform, however rich the states are", async () => {
    const test = openCase();
    for (let seq = 1; seq <= 27; seq++) await test.model.absorb(largeBatch(seq), NOTHING_HELD);
    const longest = await runInDurableObject(test.rawModel, (_, { storage }) =>
      storage.sql.exec<{ bytes: number }>("SELECT max(length(body)) AS bytes FROM state").one(),
    );
    expect(longest.bytes).toBeLessThan(ROW_LIMIT_BYTES);
    const before = await test.model.status();
    await test.evictModel();
    expect(await test.model.status()).toEqual(before);
    await test.model.absorb(batch(28, "a"), NOTHING_HELD);
    expect((await test.sums()).get("a")?.n).toBe(27 * LESSONS_PER_BATCH + 1);
  });

  it("keeps what has been forgotten of actions that nothing is said of any more", async () => {
    const test = openCase();
    await test.model.configure(caseSettings.parse({ half_life_days: 10 }), 1);
    await test.model.absorb(batch(1, "a", {}, now()), NOTHING_HELD);
    advance(10 * DAY_MS);
    await test.model.absorb(batch(2, "b", {}, now()), NOTHING_HELD);
    expect((await test.sums()).get("a")?.n).toBeCloseTo(0.5, 1);
  });

  it("is no older than what it has published", async () => {
    const test = openCase();
    let published = 0;
    for (let seq = 1; seq <= 120; seq++) {
      const state = { side: seq % 2 === 0 ? "left" : "right" };
      const { publication } = await test.model.absorb(
        batch(seq, seq % 2 === 0 ? "a" : "b", state),
        NOTHING_HELD,
      );
      published = publication.header.version;
      await test.evictModel();
      expect((await test.model.status()).version).toBe(published);
    }
  });
});

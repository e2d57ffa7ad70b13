import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { restoreHead } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import { SAVE_AFTER_MS } from "../src/objects/catalog/learning/learner.ts";
import { call, DAY_MS, decision, reward, selection } from "./examples.ts";
import { openRecommendingCase } from "./recommending-case.ts";

/** A shard holds its events back for so long. */
const SYNC_MS = 2_000;
const PRODUCTS = ["a", "b", "c", "d"];

const openTaught = async (settings: object = {}) => {
  const test = await openRecommendingCase(1, settings);
  const { start } = test;
  // A case takes events once it was asked to recommend.
  await test.recommend("first");
  for (const [n] of PRODUCTS.entries()) {
    const deeds = PRODUCTS.slice(0, n + 1).map((item) => ({ kind: "view" as const, item }));
    await test.catalog().learn(`visitor-${n}`, deeds, start);
  }
  return {
    ...test,
    /** Shows a list to somebody. */
    show: async (queryId: string, now = start): Promise<string[]> => {
      const { actions } = await test.recommend(queryId, { consumerId: queryId, now });
      await test.catalog().runDue(now);
      return actions;
    },
    /** Lets the shard tell what it knows. */
    tell: (now = start) => test.shard().runDue(now + SYNC_MS),
    save: (now = start) => test.catalog().runDue(now + SAVE_AFTER_MS),
    /** What is stored of the head of lists. */
    stored: () =>
      runInDurableObject(test.raw(), (_, { storage }) => {
        const [row] = storage.sql
          .exec<{ cursors: string; bytes: ArrayBuffer }>("SELECT cursors, bytes FROM head")
          .toArray();
        if (!row) return { n: 0, sum: 0, squares: 0, waiting: 0, cursors: [] };
        const { statistics, places } = restoreHead(new Uint8Array(row.bytes));
        const waiting = places.cohorts.reduce((all, cohort) => all + cohort.waiting, 0);
        const { n, sum, squares } = statistics;
        return { n, sum, squares, waiting, cursors: JSON.parse(row.cursors) as unknown };
      }),
  };
};

describe("what recommended products bring", () => {
  it("reaches the Catalog once, with the places that brought nothing", async () => {
    const test = await openTaught();
    const actions = await test.show("q");
    expect(actions.toSorted()).toEqual(PRODUCTS);
    await test.shard().select(call(test.start), [selection("q", actions[2] ?? "")]);
    await test.shard().reward(call(test.start), [reward("q", 3, { orderId: "o" })]);
    await test.tell();
    await test.shard().reward(call(test.start), [reward("q", 3, { orderId: "o" })]);
    await test.shard().reward(call(test.start), [reward("q", 4, { orderId: "p" })]);
    await test.tell();
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 4, sum: 7, squares: 49 });
  });

  it("is told again when the Catalog crashed before it was stored, and no more than that", async () => {
    const test = await openTaught();
    await test.show("kept");
    await test.shard().reward(call(test.start), [reward("kept", 1)]);
    await test.tell();
    await test.save();
    await test.show("lost");
    await test.shard().reward(call(test.start), [reward("lost", 2)]);
    await test.tell();
    await abortAllDurableObjects();
    expect(await test.stored()).toMatchObject({ n: 4, sum: 1 });
    // The shard believes all was told; the next thing that happens shows that it was not.
    await test.show("next");
    await test.shard().reward(call(test.start), [reward("next", 4)]);
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 12, sum: 7, squares: 1 + 4 + 16 });
  });

  it("is learned once when the shard crashed before it noted that it had told", async () => {
    const test = await openTaught();
    await test.show("q");
    await test.shard().reward(call(test.start), [reward("q", 1)]);
    await test.tell();
    await test.save();
    const shard = test.rawShard();
    await runInDurableObject(shard, (_, { storage }) => {
      storage.sql.exec(
        `UPDATE state SET body = json_set(body, '$.told', json('{"acknowledged":0,"read":0}'))`,
      );
    });
    await abortAllDurableObjects();
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 4, sum: 1 });
  });

  it("waits for its list when it comes first", async () => {
    const test = await openTaught();
    await test.shard().reward(call(test.start), [reward("q", 5)]);
    await test.tell();
    await test.show("q");
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 4, sum: 5, squares: 25 });
  });

  it("is waited for until it comes, or the window is over", async () => {
    const test = await openTaught({ reward_window_days: 1 });
    await test.show("q");
    // Nobody has asked the case for a decision: its settings come with the lists.
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 4, waiting: 4 });
    await test.shard().reward(call(test.start), [reward("q", 5)]);
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 4, sum: 5, waiting: 3 });
    // What is selected later takes the reward from the first, which waits again.
    await test.shard().select(call(test.start), [selection("q", "d")]);
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 4, sum: 5, waiting: 3 });
    const later = test.start + 3 * DAY_MS;
    await test.show("later", later);
    await test.tell(later);
    await test.save(later);
    expect(await test.stored()).toMatchObject({ n: 8, sum: 5, waiting: 4 });
  });

  it("weighs half after the case's half-life", async () => {
    const settings = { half_life_days: 1 };
    const test = await openTaught(settings);
    await test.show("q");
    await test.shard().reward(call(test.start, { settings }), [reward("q", 8)]);
    await test.tell();
    await test.show("later", test.start + DAY_MS);
    await test.tell(test.start + DAY_MS);
    await test.save(test.start + DAY_MS);
    const { n, sum } = await test.stored();
    expect(n).toBeCloseTo(2 + 4, 6);
    expect(sum).toBeCloseTo(4, 6);
  });

  it("is nothing of decisions about actions", async () => {
    const test = await openTaught();
    await test.shard().decide(call(test.start), [decision("action")]);
    await test.shard().reward(call(test.start), [reward("action", 5)]);
    await test.tell();
    await test.save();
    expect(await test.stored()).toMatchObject({ n: 0, cursors: [] });
  });

  it("makes the same lists after the Catalog was asleep", async () => {
    const test = await openTaught();
    for (const queryId of ["p", "q", "r"]) {
      const actions = await test.show(queryId);
      await test.shard().select(call(test.start), [selection(queryId, actions.at(-1) ?? "")]);
      await test.shard().reward(call(test.start), [reward(queryId, 1)]);
    }
    await test.tell();
    await test.save();
    const asked = { explain: true, seed: "the same" };
    const { explanation } = await test.recommend("before", asked);
    // Otherwise nothing was drawn by what was learned.
    expect(explanation?.actions.some(({ probability }) => probability < 0.99)).toBe(true);
    await test.evict();
    expect(await test.recommend("after", asked)).toMatchObject({ explanation });
  });
});

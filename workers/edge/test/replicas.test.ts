import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { visitOf } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import type { Batch, FeedRequest } from "../src/feed/taking/calls.ts";
import { call, DAY_MS, reward } from "./examples.ts";
import { feedRequest, totalsOf } from "./feeds.ts";
import { openRecommendingCase } from "./recommending-case.ts";

const REPLICAS = 3;
const ALL = [0, 1, 2];

const batchOf = (ids: readonly string[], change: object = {}): Batch => ({
  ids: [...ids],
  bodies: ids.map((id) => JSON.stringify({ id, title: `Product ${id}`, ...change })),
  problems: [],
});

const openReplicas = async (replicas = REPLICAS) => {
  const test = await openRecommendingCase(replicas);
  const { start, catalog } = test;
  /** Brings a feed, or changes it. */
  const feed = async (batch: Batch, change: Partial<FeedRequest> = {}): Promise<void> => {
    const request = feedRequest(`feed-${batch.ids.join()}`, change);
    expect((await catalog().begin(request, start)).ok).toBe(true);
    expect((await catalog().stage(request.id, batch, start)).ok).toBe(true);
    const totals = totalsOf(batch.ids.length);
    const finished = await catalog().finish(request.id, totals, true, start);
    if (!finished.ok || finished.value.error) throw new Error(JSON.stringify(finished));
  };
  return {
    ...test,
    feed,
    /** What several alarms of all objects do. */
    settle: (now = start) => catalog().runDue(now),
    /** Somebody looks at products, and a replica is told. */
    view: async (replica: number, consumerId: string, ...viewed: string[]) =>
      test.recommend(
        `${consumerId}-${viewed.join("-")}`,
        { consumerId, visit: visitOf({ products_viewed: viewed }) },
        replica,
      ),
    listAt: async (replica: number, name: string) =>
      (await test.recommend(name, {}, replica)).actions,
    /** Which of the objects made a list. */
    madeBy: async (queryId: string): Promise<number[]> => {
      const logs = await Promise.all(
        ALL.map((replica) =>
          runInDurableObject(test.raw(replica), (_, { storage: { sql } }) =>
            sql
              .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name GLOB 'event_2*'")
              .toArray()
              .filter(({ name }) => /^event_\d+$/.test(name))
              .flatMap(({ name }) =>
                sql.exec(`SELECT 1 FROM ${name} WHERE query_id = ?`, queryId).toArray(),
              ),
          ),
        ),
      );
      return ALL.filter((replica) => (logs[replica]?.length ?? 0) > 0);
    },
    /** Rows of a table of one of the objects. */
    count: (replica: number, table: string): Promise<number> =>
      runInDurableObject(
        test.raw(replica),
        (_, { storage }) => storage.sql.exec(`SELECT 1 FROM ${table}`).toArray().length,
      ),
    standing: async () => (await catalog().status(start)).replicas,
  };
};

/** One whose replicas have taken over all there is. */
const openReady = async (ids: readonly string[] = ["a", "b", "c", "d"]) => {
  const test = await openReplicas();
  await test.feed(batchOf(ids));
  await test.resize(REPLICAS);
  await test.settle();
  return test;
};

const CURRENT = [1, 2].map((replica) => ({ replica, answers: true, is_current: true }));

describe("a replica of the Catalog", () => {
  it("answers by itself once it has what the first has, feed and visits", async () => {
    const test = await openReplicas();
    await test.feed(batchOf(["a", "b", "c"]));
    for (let n = 0; n < 3; n++) await test.view(0, `v${n}`, "b", "c");
    await test.view(0, "w", "c");
    const session = { visit: visitOf({ products_viewed: ["b"] }) };
    const { actions } = await test.recommend("first", session);
    expect(await test.recommend("second", session, 1)).toMatchObject({ actions });
    expect(await test.madeBy("second")).toEqual([0]);
    await test.resize(REPLICAS);
    await test.settle();
    expect(await test.standing()).toEqual(CURRENT);
    await abortAllDurableObjects();
    expect(await test.recommend("third", session, 1)).toMatchObject({ actions });
    expect(await test.madeBy("third")).toEqual([1]);
    await test.settle();
    expect(await test.shard().knows(["first", "second", "third"])).toEqual([true, true, true]);
  });

  it("takes over a large feed, a new one, and what is changed in it meanwhile and later", async () => {
    const test = await openReplicas();
    const ids = Array.from({ length: 2_000 }, (_, n) => `p${n}`);
    const long = { description: "x".repeat(1_000) };
    await test.feed(batchOf(ids, long));
    await test.resize(REPLICAS);
    await test.feed(batchOf(["p0", "p1999"], { title: "changed meanwhile" }), { kind: "update" });
    await test.settle();
    const titles = async (...asked: string[]) =>
      Promise.all(
        ALL.map(async (replica) =>
          (await test.catalog(replica).find(asked)).map((text) => JSON.parse(text).title),
        ),
      );
    const same = <Value>(value: Value) => ALL.map(() => value);
    expect(await titles("p0", "p1", "p1999")).toEqual(
      same(["changed meanwhile", "Product p1", "changed meanwhile"]),
    );
    const gone = { ids: ["p1"], bodies: [null], problems: [] };
    await test.feed(gone, { kind: "update" });
    await test.feed(batchOf(["new"]), { kind: "update" });
    await test.settle();
    expect(await test.standing()).toEqual(CURRENT);
    expect(await titles("p1", "new", "p2")).toEqual(same(["Product new", "Product p2"]));
    for (const replica of ALL) await test.evict(replica);
    await test.feed(batchOf(["only"]));
    await test.settle();
    expect(await titles("p2", "only")).toEqual(same(["Product only"]));
    expect(await test.count(1, "page")).toBe(1);
    for (const replica of ALL) {
      expect(await test.listAt(replica, `end-${replica}`)).toEqual(["only"]);
    }
  });

  it("goes on with its copy after a crash in the middle of it, and the first answers meanwhile", async () => {
    const test = await openReplicas(2);
    const ids = Array.from({ length: 2_000 }, (_, n) => `p${n}`);
    await test.feed(batchOf(ids, { description: "x".repeat(1_000) }));
    await test.resize(2);
    await test.settle();
    const pages = await test.count(1, "page");
    expect(pages).toBeGreaterThan(40);
    // As the crash leaves it: some pages are there and are known to be, and nothing is served yet.
    await runInDurableObject(test.raw(1), (_, { storage: { sql } }) => {
      sql.exec("DELETE FROM page WHERE n IN (SELECT n FROM page ORDER BY n LIMIT -1 OFFSET 20)");
      sql.exec("DELETE FROM state");
      sql.exec(
        "UPDATE following SET body = json_set(body, '$.isReady', json('false'), '$.feed.page', 20)",
      );
    });
    await abortAllDurableObjects();
    expect(await test.listAt(1, "meanwhile")).toHaveLength(10);
    expect(await test.madeBy("meanwhile")).toEqual([0]);
    await test.settle();
    expect(await test.count(1, "page")).toBe(pages);
    expect(await test.catalog(1).find(["p0", "p1999"])).toHaveLength(2);
    expect(await test.listAt(1, "whole")).toHaveLength(10);
    expect(await test.madeBy("whole")).toEqual([1]);
  });

  it("never lists what an update has forbidden, as soon as it has heard of it", async () => {
    const test = await openReady(["a", "b"]);
    await test.view(1, "v", "a", "b");
    expect((await test.listAt(1, "before")).toSorted()).toEqual(["a", "b"]);
    await test.feed(batchOf(["a"], { availability: "out_of_stock" }), { kind: "update" });
    await test.settle();
    expect(await test.listAt(1, "after")).toEqual(["b"]);
    expect(await test.listAt(2, "elsewhere")).toEqual(["b"]);
  });

  it("hears of a feed without being asked", async () => {
    const test = await openReady(["a"]);
    await test.feed(batchOf(["b"]));
    // A tenth of a second later.
    await expect
      .poll(() => test.listAt(1, crypto.randomUUID()), { timeout: 10_000 })
      .toEqual(["b"]);
  });
});

describe("what visitors do", () => {
  it("teaches all what comes next, and a visitor who is sent elsewhere is not counted again", async () => {
    const test = await openReady(["a", "b", "c", "d", "e"]);
    for (let n = 0; n < 3; n++) await test.view(1, `v${n}`, "c", "e");
    for (let n = 0; n < 5; n++) await test.view(0, `w${n}`, "a", "b");
    await test.settle();
    // Of whom a page does not name nothing is learned: to ask is not to change what is counted.
    const session = { isTrusted: false, visit: visitOf({ products_viewed: ["c"] }) };
    for (const replica of ALL) {
      const { actions } = await test.recommend(`next-${replica}`, session, replica);
      expect(actions[0]).toBe("e");
    }
    for (let n = 0; n < 3; n++) await test.view(2, `v${n}`, "e", "c");
    await test.settle();
    for (const replica of ALL) {
      const trending = await test.listAt(replica, `trending-${replica}`);
      expect(trending.slice(0, 2).toSorted()).toEqual(["a", "b"]);
    }
  });
});

describe("what is popular", () => {
  it("is what all of them counted, each thing once", async () => {
    const test = await openReady();
    await test.view(0, "v0", "a");
    for (let n = 0; n < 3; n++) await test.view(1, `v1-${n}`, "b", "d");
    for (let n = 0; n < 2; n++) await test.view(2, `v2-${n}`, "c", "d");
    await test.settle();
    await test.settle();
    for (const replica of ALL) {
      expect(await test.listAt(replica, `t${replica}`)).toEqual(["d", "b", "c", "a"]);
    }
    // Nothing is left of what everybody knows but the number of the last.
    expect(await test.count(0, "shared_visits")).toBe(1);
  });

  it("comes to the same when any of them crashes, but for the last seconds before", async () => {
    const test = await openReady();
    for (let n = 0; n < 3; n++) await test.view(1, `v1-${n}`, "b");
    for (let n = 0; n < 2; n++) await test.view(0, `v0-${n}`, "a");
    await test.settle();
    await test.view(2, "lost", "c");
    await abortAllDurableObjects();
    for (let n = 0; n < 4; n++) {
      await test.view(2, `v2-${n}`, "d");
      await test.catalog(n % 3).runDue(test.start);
      await abortAllDurableObjects();
    }
    // As after a crash before the first had noted what it was told.
    await runInDurableObject(test.raw(), (_, { storage }) => {
      storage.sql.exec("UPDATE replica SET body = json_set(body, '$.taken', 0) WHERE number = 1");
    });
    await test.settle();
    const lists = await Promise.all(ALL.map((replica) => test.listAt(replica, `t${replica}`)));
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]).toEqual(lists[0]);
    expect(lists[0]?.slice(0, 3).toSorted()).toEqual(["a", "b", "d"]);
  });

  it("is not shared where there is nobody to share it with", async () => {
    const test = await openRecommendingCase();
    await test.views("v", "a");
    await test.catalog().runDue(test.start);
    const rows = await runInDurableObject(test.raw(), (_, { storage }) =>
      ["shared_visits", "shared_taken", "page_change", "replica"].map(
        (table) => storage.sql.exec(`SELECT 1 FROM ${table}`).toArray().length,
      ),
    );
    expect(rows).toEqual([0, 0, 0, 0]);
  });
});

it("makes the heads of their lists by what rewards have taught the first", async () => {
  const test = await openReady();
  const { actions } = await test.recommend("q", { consumerId: "c" }, 1);
  expect(actions).toHaveLength(4);
  await test.settle();
  await test.shard().reward(call(test.start), [reward("q", 1)]);
  await test.shard().runDue(test.start + 2_000);
  await test.settle();
  const asked = { explain: true, seed: "the same" };
  const versions = await Promise.all(
    ALL.map(async (replica) => {
      const { explanation } = await test.recommend(`after-${replica}`, asked, replica);
      return explanation?.model_version;
    }),
  );
  expect(versions[0]).toBeGreaterThan(0);
  expect(versions).toEqual(ALL.map(() => versions[0]));
});

describe("another number of replicas", () => {
  it("empties those that are not wanted, when the shards have their lists", async () => {
    const test = await openReady();
    await test.view(2, "v", "d");
    await test.resize(2);
    await test.settle();
    expect(await test.standing()).toEqual(CURRENT.slice(0, 1));
    expect(await test.count(2, "page")).toBe(0);
    expect(await test.count(2, "learned")).toBe(0);
    expect(await test.shard().knows(["v-d"])).toEqual([true]);
    // What it counted was told.
    expect((await test.listAt(1, "after"))[0]).toBe("d");
    // Who still asks it is answered by the first.
    expect((await test.listAt(2, "late"))[0]).toBe("d");
    expect(await test.madeBy("late")).toEqual([0]);
    await test.resize(3);
    await test.settle();
    expect((await test.listAt(2, "again"))[0]).toBe("d");
    expect(await test.madeBy("again")).toEqual([2]);
  });

  it("counts once what those told that have left since", async () => {
    const test = await openReady();
    for (let n = 0; n < 3; n++) await test.view(0, `v${n}`, "a");
    for (let n = 0; n < 2; n++) await test.view(1, `w${n}`, "b");
    await test.put(1);
    for (const replica of [1, 2]) await test.catalog(replica).runDue(test.start + DAY_MS);
    expect(await test.standing()).toEqual([]);
    // Not before that is what they told stored with what the first knows.
    await test.settle();
    expect(await test.count(0, "shared_visits")).toBe(1);
    for (let n = 0; n < 2; n++) {
      await test.evict();
      await test.view(0, `x${n}`, "c");
      await test.settle();
    }
    const trending = await test.listAt(0, "trending");
    expect(trending[0]).toBe("a");
    expect(trending.slice(1, 3).toSorted()).toEqual(["b", "c"]);
  });

  it("has a replica told again that does not come back from leaving", async () => {
    const test = await openReady();
    const [row] = await runInDurableObject(test.raw(2), (_, { storage }) =>
      storage.sql.exec<{ body: string }>("SELECT body FROM following").toArray(),
    );
    const { incarnation, feed } = JSON.parse(row?.body ?? "{}");
    await test.put(2);
    const later = test.start + DAY_MS;
    const meeting = { replica: 2, incarnation, visits: [], taken: 0, headVersion: 0, feed };
    const met = await test.catalog().meet({ ...meeting, isReady: true }, later);
    expect(met.state).toBe("unwanted");
    // As a crash leaves it that comes before it has said that it is gone.
    await runInDurableObject(test.raw(2), (_, { storage }) => storage.deleteAll());
    await test.evict(2);
    expect(await test.standing()).toEqual([
      CURRENT[0],
      { replica: 2, answers: false, is_current: false },
    ]);
    const alarmAt = await runInDurableObject(test.raw(0), (_, { storage }) => storage.getAlarm());
    expect(alarmAt).toBeLessThanOrEqual(later + 10_000);

    await test.catalog(2).heed(later);
    await test.settle();
    expect(await test.standing()).toEqual(CURRENT.slice(0, 1));
  });

  it("is found out by a replica that nobody has told", async () => {
    const test = await openReady();
    const alarmAt = await runInDurableObject(test.raw(1), (_, { storage }) => storage.getAlarm());
    expect(alarmAt).toBeLessThan(test.start + DAY_MS);
    await test.put(1);
    // What is remembered of the account is too old by then.
    await test.catalog(1).runDue(test.start + DAY_MS);
    expect(await test.count(1, "page")).toBe(0);
    expect((await test.standing()).map(({ replica }) => replica)).toEqual([2]);
  });
});

describe("forgetting", () => {
  it("takes a consumer's name off the lists of all", async () => {
    const test = await openReady();
    for (const replica of ALL) await test.view(replica, "erased", ["a", "b", "c"][replica] ?? "");
    let place: string | null = "";
    while (place !== null) {
      place = await test.catalog().forgetConsumer("erased", place, test.start);
    }
    for (const replica of ALL) {
      const texts = await runInDurableObject(test.raw(replica), (_, { storage: { sql } }) =>
        sql
          .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name GLOB 'event_2*'")
          .toArray()
          .filter(({ name }) => /^event_\d+$/.test(name))
          .flatMap(({ name }) => sql.exec<{ body: string }>(`SELECT body FROM ${name}`).toArray())
          .map(({ body }) => body),
      );
      expect(texts).toHaveLength(1);
      expect(texts.join()).not.toContain("erased");
    }
  });

  it("of a case wipes all, whatever is on its way", async () => {
    const test = await openReady();
    await test.view(1, "v", "a");
    await test.catalog(1).heed(test.start);
    await test.catalog().wipe(0);
    for (const replica of ALL) {
      for (const table of ["page", "learned", "replica", "shared_visits"]) {
        expect(await test.count(replica, table)).toBe(0);
      }
    }
  });

  it("of a case is not undone by a replica that comes afterwards", async () => {
    const test = await openReady();
    await test.remove();
    await test.catalog().wipe(0);
    await test.catalog(1).runDue(test.start);
    expect(await test.count(0, "replica")).toBe(0);
    for (const table of ["following", "page"]) expect(await test.count(1, table)).toBe(0);
  });
});

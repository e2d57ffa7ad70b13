import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { caseSettings, visitOf } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { DEVELOPMENT_ACCOUNT } from "../src/protocol/names.ts";
import { SAVE_AFTER_MS } from "../src/objects/catalog/learning/learner.ts";
import { DAY_MS, START } from "./examples.ts";
import { feedRequest, totalsOf } from "./feeds.ts";
import { openRecommendingCase } from "./recommending-case.ts";

describe("what is recommended", () => {
  it("is learned again from its rows after a restart, and nothing counted twice", async () => {
    const test = await openRecommendingCase();
    for (let n = 0; n < 3; n++) await test.views(`v${n}`, "a", "b");
    await test.views("one", "late");
    await test.catalog().runDue(test.start + SAVE_AFTER_MS);
    const session = { visit: visitOf({ products_viewed: ["a"] }) };
    const before = await test.recommend("q1", session);
    await test.evict();
    expect(await test.recommend("q2", session)).toMatchObject({ actions: before.actions });
    // The same visitors tell the same lists again.
    for (let n = 0; n < 6; n++)
      await test.recommend(`again-${n}`, {
        consumerId: "one",
        visit: visitOf({ products_viewed: ["late"] }),
      });
    expect((await test.trending("q3")).at(-1)).toBe("late");
  });

  it("loses in a crash what was learned since it was stored last, and no more", async () => {
    const test = await openRecommendingCase();
    await test.views("v", "kept");
    await test.catalog().runDue(test.start + SAVE_AFTER_MS);
    await test.views("w", "lost");
    const answered = await test.recommend("answered");
    expect(answered.actions.toSorted()).toEqual(["kept", "lost"]);
    await abortAllDurableObjects();
    expect(await test.trending("after")).toEqual(["kept"]);
    // What was answered was stored before the answer.
    expect(await test.recommend("answered")).toEqual({ ...answered, replay: true });
  });

  it.each([
    ["at once", false, 0],
    ["after a restart", true, 0],
    ["on the next day", false, DAY_MS],
    ["on the next day after a restart", true, DAY_MS],
  ])(
    "is answered as before when it is asked again %s, and only as the same",
    async (_, isRestarted, laterMs) => {
      const test = await openRecommendingCase();
      await test.views("v", "a", "b");
      const first = await test.recommend("q", { consumerId: "v" });
      const now = test.start + laterMs;
      // Into the table of that day.
      await test.recommend("another", { now });
      if (isRestarted) await test.evict();
      expect(await test.recommend("q", { consumerId: "v", now })).toEqual({
        ...first,
        replay: true,
      });
      await expect(test.recommend("q", { fingerprint: "other", now })).rejects.toThrow(
        "with another consumer",
      );
      await test.catalog().runDue(now);
      expect(await test.shard().knows(["q", "another"])).toEqual([true, true]);
    },
  );

  it("is stored by the alarm some seconds after it was learned", async () => {
    const test = await openRecommendingCase();
    const now = Date.now();
    await test.recommend("q", { consumerId: "v", visit: visitOf({ products_viewed: ["a"] }), now });
    const alarmAt = await runInDurableObject(test.raw(), (_, { storage }) => storage.getAlarm());
    expect(alarmAt).toBeGreaterThan(now);
    expect(alarmAt).toBeLessThanOrEqual(now + SAVE_AFTER_MS);
  });

  it("costs two rows an answer, and few for what many answers taught", async () => {
    const test = await openRecommendingCase();
    await test.views("first", "a");
    await test.catalog().runDue(test.start);
    const before = await test.catalog().rowsWritten();
    for (let n = 0; n < 50; n++) await test.views(`v${n}`, "a", "b");
    expect((await test.catalog().rowsWritten()) - before).toBe(2 * 50);
    await test.catalog().runDue(test.start + SAVE_AFTER_MS);
    // The header, a page of items, and the last page of the views.
    expect((await test.catalog().rowsWritten()) - before).toBeLessThanOrEqual(2 * 50 + 3);
  });
});

describe("the Catalog of a case that was deleted", () => {
  it("stays closed to those who still know the case, until it is made anew", async () => {
    const test = await openRecommendingCase();
    const rows = () =>
      runInDurableObject(test.raw(), (_, { storage: { sql } }) =>
        sql
          .exec<{ name: string }>(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'",
          )
          .toArray()
          .reduce((sum, { name }) => sum + sql.exec(`SELECT 1 FROM ${name}`).toArray().length, 0),
      );
    await test.views("v", "a", "b");
    await test.remove();
    await test.catalog().wipe(0);
    const feed = feedRequest("late");
    for (const evict of [async () => {}, () => test.evict()]) {
      await evict();
      await expect(test.views("w", "a")).rejects.toThrow("this case was deleted");
      expect(await test.catalog().learn("w", [{ kind: "view", item: "a" }], test.start)).toBe(
        false,
      );
      expect(await test.catalog().begin(feed, test.start)).toMatchObject({
        error: { code: "unknown_case" },
      });
      await test.catalog().runDue(test.start + SAVE_AFTER_MS);
      // That it is closed, and which deletion that was.
      expect(await rows()).toBe(2);
    }

    await test.wiped();
    await test.put(1);
    await test.views("x", "c");
    expect(await test.trending("q")).toEqual(["c"]);
    expect((await test.catalog().begin(feed, test.start)).ok).toBe(true);
    // Sent twice, and late.
    await test.catalog().wipe(0);
    expect(await test.trending("r")).toEqual(["c"]);
  });
});

describe("the shard of a recommendation", () => {
  it("gets it, once, whatever crashes in between", async () => {
    const test = await openRecommendingCase();
    await test.views("v", "a", "b");
    const { actions } = await test.recommend("q", { consumerId: "v" });
    await test.catalog().runDue(test.start);
    expect(await test.shard().knows(["q", "stranger"])).toEqual([true, false]);
    const { standing } = await test.shard().status(test.start);
    // The cursor was not stored after the delivery: it is all delivered again.
    await runInDurableObject(test.raw(), (_, { storage }) => {
      storage.sql.exec("DELETE FROM delivered");
    });
    await abortAllDurableObjects();
    await test.catalog().runDue(test.start);
    expect((await test.shard().status(test.start)).standing.last_seq).toBe(standing.last_seq);
    expect(await test.shard().find("q")).toMatchObject({
      consumer: "v",
      order: actions,
      mode: "recommendation",
      terms: [],
    });
  });

  it("is asked again when it could not be reached", async () => {
    const test = await openRecommendingCase();
    await test.views("v", "a");
    await test.catalog().runDue(test.start);
    await test.views("w", "b");
    await abortAllDurableObjects();
    await test.catalog().runDue(test.start + 60_000);
    expect(await test.shard().knows(["v-a", "w-b"])).toEqual([true, true]);
  });

  it("holds it when the Catalog has long forgotten", async () => {
    const test = await openRecommendingCase();
    const first = await test.recommend("q", { visit: visitOf({ products_viewed: ["x"] }) });
    expect(first.replay).toBe(false);
    await test.catalog().runDue(test.start + 3 * DAY_MS);
    const tables = await runInDurableObject(test.raw(), (_, { storage }) =>
      storage.sql
        .exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'event_*'")
        .toArray(),
    );
    expect(tables).toEqual([]);
    expect(await test.shard().knows(["q"])).toEqual([true]);
    // Numbers are not used twice, or the shard would miss what comes next.
    await test.recommend("next", { now: test.start + 3 * DAY_MS });
    await test.catalog().runDue(test.start + 3 * DAY_MS);
    expect(await test.shard().knows(["next"])).toEqual([true]);
  });
});

it("goes by the defaults in a case that is older than the settings", async () => {
  const account = env.ACCOUNT.getByName(DEVELOPMENT_ACCOUNT);
  const { recommendation, ...older } = caseSettings.parse({ shards: 3 });
  // As a version before this one stored it.
  await account.putCase("older", older as typeof older & { recommendation: never }, "test", START);
  const snapshot = await account.snapshot();
  const found = snapshot?.cases.find(({ caseId }) => caseId === "older");
  expect(found?.settings).toEqual({ ...older, recommendation });
});

describe("lists that share a call", () => {
  const of = (...viewed: string[]) => visitOf({ products_viewed: viewed });

  it("are learned from once under an id, and not when they are refused", async () => {
    const test = await openRecommendingCase();
    const answers = await test.recommendTogether([
      ["q", { consumerId: "v", visit: of("a"), fingerprint: "1" }],
      ["q", { consumerId: "w", visit: of("b"), fingerprint: "2" }],
      ["q", { consumerId: "v", visit: of("a"), fingerprint: "1" }],
    ]);
    expect(answers).toMatchObject([
      { ok: true, value: { replay: false } },
      { ok: false, error: { code: "query_id_conflict" } },
      { ok: true, value: { replay: true } },
    ]);
    expect(await test.trending("after")).toEqual(["a"]);
  });

  it("take a visitor without an id who asks twice for one", async () => {
    const test = await openRecommendingCase();
    await test.recommend("x1", { visit: of("a") });
    await test.recommend("x2", { visit: of("a") });
    await test.recommendTogether([1, 2, 3].map(() => ["y", { visit: of("a", "b") }] as const));
    await test.views("v", "c");
    await test.views("w", "c");
    // Twice seen is more than once: each copy of the request would have counted as another visitor's.
    expect(await test.trending("after")).toEqual(["a", "c", "b"]);
  });

  it("describe all their products, however many lists are read for", async () => {
    const test = await openRecommendingCase();
    const lists = 50;
    const items = Array.from({ length: 20 * lists }, (_, n) => ({
      id: `p${n}`,
      title: `Product ${n}`,
      availability: "in_stock",
    }));
    const catalog = test.catalog();
    expect((await catalog.begin(feedRequest("feed"), test.start)).ok).toBe(true);
    const bodies = items.map((item) => JSON.stringify(item));
    await catalog.stage(
      "feed",
      { ids: items.map(({ id }) => id), bodies, problems: [] },
      test.start,
    );
    await catalog.finish("feed", totalsOf(items.length), true, test.start);
    for (let list = 0; list < lists; list++) {
      const viewed = Array.from({ length: 20 }, (_, n) => `p${20 * list + n}`);
      await test.views(`v${list}`, ...viewed);
    }
    await catalog.runDue(test.start + SAVE_AFTER_MS);
    await test.evict();
    const answers = await test.recommendTogether(
      Array.from({ length: lists }, (_, list) => {
        const visit = of(`p${20 * list}`);
        return [`q${list}`, { consumerId: `c${list}`, expand: true, visit }] as const;
      }),
    );
    for (const answer of answers) {
      const found = answer.ok ? (answer.value.items ?? []) : [];
      expect(found).toHaveLength(10);
      for (const { id, title } of found) expect(title).toBe(`Product ${id.slice(1)}`);
    }
  });
});

import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { FeedItem } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { catalogOf, type CatalogStub } from "../src/protocol/catalog/stub.ts";
import type { Batch, FeedRequest } from "../src/feed/taking/calls.ts";
import { catalogName } from "../src/protocol/names.ts";
import { START } from "./examples.ts";
import { feedRequest, totalsOf } from "./feeds.ts";

const ACCOUNT = "catalogs";
let cases = 0;

/** A catalogue that no other test uses. */
const openCatalog = () => {
  cases += 1;
  const caseId = `case-${cases}`;
  const raw = () => env.CATALOG.getByName(catalogName(ACCOUNT, caseId));
  return {
    // A stub is of no use any more once its object was aborted, so each use takes a new one.
    get catalog() {
      return catalogOf(env, ACCOUNT, caseId);
    },
    get raw() {
      return raw();
    },
    evict: async (): Promise<void> => {
      await raw().rowsWritten();
      await evictDurableObject(raw());
    },
  };
};

const batchOf = (items: readonly ({ id: string } & Partial<FeedItem>)[]): Batch => ({
  ids: items.map(({ id }) => id),
  bodies: items.map((item) => JSON.stringify(item)),
  problems: [],
});

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `p${from + index}`,
    title: `Product ${from + index} ${"x".repeat(200)}`,
  }));

const push = async (
  catalog: CatalogStub,
  id: string,
  change: Partial<FeedRequest>,
  batch: Batch,
) => {
  expect((await catalog.begin(feedRequest(id, change), START)).ok).toBe(true);
  expect((await catalog.stage(id, batch, START)).ok).toBe(true);
  const finished = await catalog.finish(id, totalsOf(batch.ids.length), true, START);
  if (!finished.ok) throw new Error(finished.error.message);
  return finished.value;
};

const itemsOf = async (catalog: CatalogStub): Promise<Map<string, FeedItem>> => {
  const items = new Map<string, FeedItem>();
  let cursor: { generation: number; page: number; skip: number } | null = null;
  for (;;) {
    const page: Awaited<ReturnType<CatalogStub["page"]>> = await catalog.page(cursor);
    for (const text of page?.items ?? []) {
      const item: FeedItem = JSON.parse(text);
      expect(items.has(item.id), item.id).toBe(false);
      items.set(item.id, item);
    }
    if (!page?.cursor) return items;
    const [generation = 0, number = 0, skip = 0] = page.cursor.split(".").map(Number);
    cursor = { generation, page: number, skip };
  }
};

describe("a Catalog", () => {
  it("serves the old generation, whole, until the new one is, whatever happens between", async () => {
    const test = openCatalog();
    await push(test.catalog, "old", {}, batchOf(range(0, 300)));
    await test.catalog.begin(feedRequest("new"), START);
    await test.catalog.stage("new", batchOf(range(1_000, 1_200)), START);
    expect((await itemsOf(test.catalog)).size).toBe(300);
    await abortAllDurableObjects();
    expect((await itemsOf(test.catalog)).size).toBe(300);
    // The feed goes on where it was: its batches are stored.
    await test.catalog.stage("new", batchOf(range(1_200, 1_400)), START);
    await test.evict();
    expect((await test.catalog.finish("new", totalsOf(400), false, START)).ok).toBe(true);
    expect([...(await itemsOf(test.catalog)).keys()]).toEqual(
      range(1_000, 1_400).map(({ id }) => id),
    );
  });

  it("stores 200 items on two pages, and tells what that costs", async () => {
    const { catalog } = openCatalog();
    await push(catalog, "feed", {}, batchOf(range(0, 200)));
    // begin and finish: state, upload; stage: pages, upload.
    expect(await catalog.rowsWritten()).toBeLessThan(12);
  });

  it("forgets a feed of which nothing is heard, and what a replacement replaced", async () => {
    const { catalog, raw } = openCatalog();
    await push(catalog, "first", {}, batchOf(range(0, 300)));
    await push(catalog, "second", {}, batchOf(range(0, 300)));
    await catalog.begin(feedRequest("silent"), START - 60 * 60_000);
    await catalog.stage("silent", batchOf(range(0, 300)), START - 60 * 60_000);
    for (let round = 0; round < 3; round++) await catalog.runDue(START);
    const rows = await runInDurableObject(raw, (_, { storage }) =>
      ["page", "upload", "problems", "late"].map(
        (table) =>
          storage.sql.exec<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`).one().rows,
      ),
    );
    expect(rows).toEqual([3, 0, 0, 0]);
    expect(await runInDurableObject(raw, (_, { storage }) => storage.getAlarm())).not.toBeNull();
    expect((await itemsOf(catalog)).size).toBe(300);
    expect(await catalog.stage("silent", batchOf([]), START)).toMatchObject({
      ok: false,
      error: { code: "feed_interrupted" },
    });
  });

  it("fetches a feed it was told to by itself, also after a crash", async () => {
    const test = openCatalog();
    const order = {
      request: feedRequest("pulled", { fingerprint: "f" }),
      reading: { kind: "replace" as const, mode: "lenient" as const, merge: true },
      isForced: false,
      url: "https://shop.example/feed.csv",
      hosts: ["shop.example"],
    };
    const shop = vi.spyOn(globalThis, "fetch");
    shop.mockResolvedValueOnce(new Response(null, { status: 503 }));
    expect(await test.catalog.order(order, START)).toEqual({ ok: true, value: null });
    expect((await test.catalog.status(START)).pull).toMatchObject({ state: "under_way" });
    await test.catalog.runDue(START);
    const failed = { state: "failed", error: { code: "pull_failed" } };
    expect((await test.catalog.status(START)).pull).toMatchObject(failed);

    // The same order once more is begun anew; another waits for it.
    expect((await test.catalog.order(order, START)).ok).toBe(true);
    const other = { ...order, request: feedRequest("other") };
    expect(await test.catalog.order(other, START)).toMatchObject({ error: { code: "feed_busy" } });
    await abortAllDurableObjects();
    shop.mockImplementation(async () => new Response("id,title\na,A\nb,B\n"));
    await test.catalog.runDue(START);
    expect(await test.catalog.status(START)).toMatchObject({
      items: 2,
      pull: null,
      last: { feed_id: "pulled", accepted: 2 },
    });
    // Taken once: a sender that did not get the answer gets it now.
    expect(await test.catalog.order(order, START)).toMatchObject({
      value: { report: { accepted: 2 }, isReplay: true },
    });
    expect(shop).toHaveBeenCalledTimes(2);
    shop.mockRestore();
  });

  it("gives up on a feed that never comes to an end", async () => {
    const test = openCatalog();
    const order = {
      request: feedRequest("endless"),
      reading: { kind: "replace" as const, mode: "lenient" as const, merge: true },
      isForced: false,
      url: "https://shop.example/feed.csv",
      hosts: ["shop.example"],
    };
    await test.catalog.order(order, START);
    await runInDurableObject(test.raw, (_, { storage }) => {
      const { body } = storage.sql.exec<{ body: string }>("SELECT body FROM pull").one();
      storage.sql.exec("UPDATE pull SET body = ?", body.replace('"attempts":0', '"attempts":3'));
    });
    await abortAllDurableObjects();
    await test.catalog.runDue(START);
    expect((await test.catalog.status(START)).pull).toMatchObject({
      state: "failed",
      error: { code: "feed_interrupted" },
    });
  });

  it("keeps the parts of a feed over a crash, for some hours", async () => {
    const test = openCatalog();
    const layout = { format: "ndjson" as const, encoding: "utf-8" };
    const inParts = feedRequest("parts", { isInParts: true });
    const part = async (n: number, from: number, now: number): Promise<boolean> => {
      const begun = await test.catalog.beginPart(inParts, n, now);
      if (!begun.ok) return false;
      await test.catalog.stage("parts", batchOf(range(from, from + 100)), now);
      await test.catalog.endPart("parts", n, { totals: totalsOf(100), layout, content: null }, now);
      return true;
    };
    expect(await part(1, 0, START)).toBe(true);
    await abortAllDurableObjects();
    expect(await part(2, 100, START + 5 * 3_600_000)).toBe(true);
    const finished = await test.catalog.complete(inParts, 2, false, START + 6 * 3_600_000);
    expect(finished).toMatchObject({ ok: true, value: { error: null, report: { received: 200 } } });
    expect((await itemsOf(test.catalog)).size).toBe(200);

    inParts.id = "late";
    expect(await part(1, 0, START)).toBe(true);
    await test.catalog.runDue(START + 7 * 3_600_000);
    expect(await part(2, 100, START + 7 * 3_600_000)).toBe(false);
    const rows = await runInDurableObject(
      test.raw,
      (_, { storage }) =>
        storage.sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM part").one().rows,
    );
    expect(rows).toBe(0);
  });

  it("does not let a replacement undo an update that came while it was on its way", async () => {
    const test = openCatalog();
    await push(test.catalog, "old", {}, batchOf(range(0, 4)));
    await test.catalog.begin(feedRequest("new"), START);
    await test.catalog.stage("new", batchOf(range(0, 3)), START);
    const update = { kind: "update" as const };
    await push(test.catalog, "update", update, {
      ids: ["p0", "p1", "p3", "fresh"],
      bodies: [
        '{"id":"p0","price":{"amount":5}}',
        null,
        '{"id":"p3","price":{"amount":6}}',
        '{"id":"fresh","title":"Fresh"}',
      ],
      problems: [],
    });
    await test.evict();
    expect((await test.catalog.finish("new", totalsOf(3), true, START)).ok).toBe(true);
    const items = await itemsOf(test.catalog);
    expect([...items.keys()].sort()).toEqual(["fresh", "p0", "p2"]);
    expect(items.get("p0")).toMatchObject({ title: expect.any(String), price: { amount: 5 } });
  });

  it("keeps only a bounded number of updates while a replacement is on its way", async () => {
    const { catalog } = openCatalog();
    await push(catalog, "first", {}, batchOf(range(0, 10)));
    const inParts = feedRequest("parts", { isInParts: true });
    await catalog.beginPart(inParts, 1, START);
    await catalog.begin(feedRequest("update", { kind: "update" }), START);
    const large = batchOf([{ id: "p1", title: "x".repeat(1_000_000) }]);
    const stageLarge = (now: number) => catalog.stage("update", large, now);
    let staged = await stageLarge(START);
    for (let n = 1; staged.ok && n < 40; n++) staged = await stageLarge(START + n);
    expect(staged).toMatchObject({ ok: false, error: { code: "feed_busy" } });
    // Live updates go before a replacement whose parts no longer come.
    expect((await stageLarge(START + 5 * 60_000)).ok).toBe(false);
    expect((await stageLarge(START + 11 * 60_000)).ok).toBe(true);
  });

  it("takes a first feed also when an update came while it was on its way", async () => {
    const { catalog } = openCatalog();
    await catalog.begin(feedRequest("first"), START);
    await catalog.stage("first", batchOf(range(0, 3)), START);
    const priced = { ids: ["p0"], bodies: ['{"id":"p0","price":{"amount":5}}'], problems: [] };
    await push(catalog, "update", { kind: "update" }, priced);
    expect(await catalog.finish("first", totalsOf(3), false, START)).toMatchObject({
      ok: true,
      value: { error: null, report: { inserted: 2, updated: 1 } },
    });
    const items = await itemsOf(catalog);
    expect([...items.keys()]).toEqual(["p0", "p1", "p2"]);
    expect(items.get("p0")).toMatchObject({ title: expect.any(String), price: { amount: 5 } });
  });

  it("takes the feed that began last, and lets four come at once", async () => {
    const { catalog } = openCatalog();
    for (const id of ["one", "two", "three", "four"]) await catalog.begin(feedRequest(id), START);
    expect(await catalog.begin(feedRequest("five"), START)).toMatchObject({
      ok: false,
      error: { code: "feed_busy" },
    });
    await catalog.stage("one", batchOf(range(0, 2)), START);
    await catalog.stage("three", batchOf(range(0, 3)), START);
    expect(await catalog.finish("three", totalsOf(3), false, START)).toMatchObject({
      ok: true,
      value: { error: null },
    });
    expect(await catalog.finish("one", totalsOf(2), false, START)).toMatchObject({
      ok: true,
      value: { error: { code: "feed_superseded" } },
    });
    expect((await itemsOf(catalog)).size).toBe(3);
  });

  it("holds what a plain map would, after any updates, evictions and crashes", async () => {
    const change = fc.record({
      n: fc.integer({ min: 0, max: 30 }),
      price: fc.option(fc.integer({ min: 1, max: 9 })),
    });
    const step = fc.record({
      changes: fc.array(change, { maxLength: 20 }),
      merge: fc.boolean(),
      upheaval: fc.constantFrom("none", "evict", "crash"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const test = openCatalog();
        // Long enough that a dozen fill a page.
        const title = "t".repeat(400);
        const expected = new Map<string, object>();
        for (const [number, { changes, merge, upheaval }] of steps.entries()) {
          const ids = changes.map(({ n }) => `p${n}`);
          const patches = changes.map(({ n, price }) =>
            price === null
              ? null
              : {
                  id: `p${n}`,
                  ...(price > 4 ? { title, tags: Array<string>(9).fill(title) } : {}),
                  quantity: price,
                },
          );
          for (const [index, id] of ids.entries()) {
            const patch = patches[index];
            if (patch)
              expected.set(id, {
                availability: "in_stock",
                ...(merge ? expected.get(id) : {}),
                ...patch,
              });
            else expected.delete(id);
          }
          const bodies = patches.map((patch) => patch && JSON.stringify(patch));
          await push(
            test.catalog,
            `u${number}`,
            { kind: "update", merge },
            { ids, bodies, problems: [] },
          );
          if (upheaval === "evict") await test.evict();
          if (upheaval === "crash") await abortAllDurableObjects();
        }
        const items = await itemsOf(test.catalog);
        expect(Object.fromEntries(items)).toEqual(Object.fromEntries(expected));
        expect(await test.catalog.status(START)).toMatchObject({ items: expected.size });
        const found = await test.catalog.find(["p1", "p2", "nobody"]);
        expect(found.length).toBe(["p1", "p2"].filter((id) => expected.has(id)).length);
      }),
      { seed: 20_261_122, numRuns: 25 },
    );
  });

  it("leaves nothing when its case is deleted", async () => {
    const { catalog } = openCatalog();
    await push(catalog, "feed", {}, batchOf(range(0, 10)));
    await catalog.wipe(0);
    expect((await itemsOf(catalog)).size).toBe(0);
    expect(await catalog.status(START)).toMatchObject({ items: 0, generation: 0, last: null });
  });
});

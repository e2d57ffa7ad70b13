import { feedItems } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { api, idsOf, openFeeds, products } from "./client/feeds.ts";

describe("POST /v3/feed/{case_id}", () => {
  it("takes a feed and says what became of it", async () => {
    const feeds = await openFeeds("feed-taken");
    const report = await feeds.push(
      '{"id":"a","title":"A"}\n{"title":"no id"}\n{"id":"b","title":"B"}',
      "?force=true",
    );
    expect(report).toMatchObject({
      status: 1,
      kind: "replace",
      format: "ndjson",
      received: 3,
      accepted: 2,
      rejected: 1,
      inserted: 2,
      updated: 0,
      deleted: 0,
      codes: { missing_id: 1 },
      errors: [{ line: 2, code: "missing_id", severity: "rejected" }],
    });
    expect(await feeds.items()).toEqual([
      { id: "a", title: "A", availability: "in_stock" },
      { id: "b", title: "B", availability: "in_stock" },
    ]);
    expect(await feeds.problems()).toEqual([[2, "missing_id"]]);
    const status = await feeds.status();
    expect(status).toMatchObject({ case_id: feeds.caseId, items: 2, stale: false });
    expect(status.last).toMatchObject({ feed_id: report.feed_id });
  });

  it("replaces everything: what a feed no longer has is gone", async () => {
    const feeds = await openFeeds("feed-replaced");
    await feeds.push(products(4));
    const report = await feeds.push("id,title\np1,One\np2,Two\nnew,New\n");
    expect(report).toMatchObject({ inserted: 1, updated: 2, deleted: 2 });
    expect(await feeds.items()).toMatchObject([
      { id: "p1", title: "One" },
      { id: "p2", title: "Two" },
      { id: "new" },
    ]);
    expect((await feeds.items())[0]).not.toHaveProperty("price");
  });

  it("lets the last of a repeated id win, and warns", async () => {
    const feeds = await openFeeds("feed-duplicates");
    const report = await feeds.push("id,title\na,first\nb,b\na,last\n");
    expect(report).toMatchObject({ received: 3, accepted: 3, inserted: 2, warnings: 1 });
    expect(report.errors).toMatchObject([{ line: 4, id: "a", code: "duplicate_id" }]);
    expect(await feeds.items()).toMatchObject([{ id: "a", title: "last" }, { id: "b" }]);
    expect(await feeds.problems()).toEqual([[4, "duplicate_id"]]);
  });

  it("refuses a feed that would leave less than half, unless forced", async () => {
    const feeds = await openFeeds("feed-shrinks");
    await feeds.push(products(10));
    await feeds.refused(products(4), "", 409, "suspicious_shrink");
    expect(await feeds.items()).toHaveLength(10);
    expect((await feeds.status()).last).toMatchObject({ error: { code: "suspicious_shrink" } });
    await feeds.push(products(5));
    await feeds.push(products(1), "?force=true");
    expect(await feeds.items()).toHaveLength(1);
  });

  it.each([
    ["the first", 0],
    ["a later", 9],
  ])("refuses %s feed of which more than a tenth is rejected, unless forced", async (_, before) => {
    const feeds = await openFeeds(`feed-rejected-${before}`);
    if (before > 0) await feeds.push(products(before));
    const tenth = `${products(9)}\n{"id":"x","price":"x"}`;
    const more = `${tenth}\n{"id":"y","price":"y"}`;
    for (const query of ["", "?validate_only=true"]) {
      const { codes, error } = await feeds.refused(more, query, 400, "too_many_rejected");
      expect(codes).toEqual({ bad_price: 2 });
      expect(error.message).toContain("18 % of the products were rejected; ?force=true");
    }
    expect(await feeds.items()).toHaveLength(before);
    expect(await feeds.push(tenth)).toMatchObject({ accepted: 9, rejected: 1 });
    expect(await feeds.push(more, "?force=1")).toMatchObject({ accepted: 9, rejected: 2 });
  });

  it.each([
    ["every product is rejected", "id,title\n,a\n,b\n"],
    ["there is no product", "[]"],
    ["there is nothing", "\n"],
  ])("refuses a feed when %s", async (_, body) => {
    const feeds = await openFeeds("feed-empty");
    await feeds.push(products(2), "?force=true");
    await feeds.refused(body, "", 400, "feed_rejected");
    // Nobody means to sell nothing.
    await feeds.refused(body, "?force=true", 400, "feed_rejected");
    expect(await feeds.items()).toHaveLength(2);
  });

  it("leaves the catalogue as it was when a feed breaks off", async () => {
    const feeds = await openFeeds("feed-broken");
    await feeds.push(products(3));
    const cut = `[${products(3).split("\n").join(",")},{"id":"p4"`;
    const report = await feeds.refused(cut, "", 400, "feed_broken");
    expect(report.errors.map(({ code }) => code)).toContain("truncated");
    expect(idsOf(await feeds.items())).toEqual(["p0", "p1", "p2"]);
  });

  it("changes nothing with validate_only or test_api, and says what it would have", async () => {
    const feeds = await openFeeds("feed-validated");
    await feeds.push(products(4));
    const before = await feeds.status();
    for (const query of ["?validate_only=true", "?test_api=1"]) {
      const report = await feeds.push("id,title\np1,a\nnew,b\n,c\np1,d\n", `${query}&force=true`);
      expect(report).toMatchObject({
        validate_only: true,
        inserted: 1,
        updated: 1,
        deleted: 3,
        codes: { duplicate_id: 1, missing_id: 1 },
      });
    }
    await feeds.refused(products(1), "?validate_only=1", 409, "suspicious_shrink");
    expect(await feeds.status()).toEqual(before);
    expect(await feeds.items()).toHaveLength(4);
  });

  it("refuses an older feed_version than it has", async () => {
    const feeds = await openFeeds("feed-versions");
    await feeds.push(products(2), "?feed_version=7");
    const older = await feeds.send("?feed_version=6", products(2));
    expect(older).toMatchObject({ status: 409, json: { error: { code: "feed_outdated" } } });
    await feeds.push(products(2), "?feed_version=7");
    await feeds.push(products(2), "?feed_version=8");
  });

  it("pages through a large catalogue and finds items by their ids", async () => {
    const feeds = await openFeeds("feed-large");
    const description = "A description of some length, as shops have them. ".repeat(8);
    await feeds.push(products(2_000, { description }));
    const items = await feeds.items();
    expect(idsOf(items)).toEqual(Array.from({ length: 2_000 }, (_, n) => `p${n}`));
    const path = `/v3/feed/${feeds.caseId}/items?id=p1999&id=nobody&id=p7`;
    expect((await api.call("GET", path)).json).toMatchObject({
      items: [{ id: "p1999" }, { id: "p7" }],
      cursor: null,
    });
    const tooMany = await api.call("GET", `${path}${"&id=p1".repeat(98)}`);
    expect(tooMany).toMatchObject({ status: 413, json: { error: { code: "batch_too_large" } } });
  });

  it("pages through a catalogue by as many items as are asked for", async () => {
    const feeds = await openFeeds("feed-limited");
    await feeds.push(products(700, { description: "Some words on it. ".repeat(20) }));
    const path = `/v3/feed/${feeds.caseId}/items`;
    const ids: string[] = [];
    for (let query = "?limit=99"; query !== "";) {
      const page = feedItems.parse((await api.call("GET", path + query)).json);
      expect(page.items).toHaveLength(Math.min(99, 700 - ids.length));
      ids.push(...idsOf(page.items));
      query = page.cursor === null ? "" : `?limit=99&cursor=${page.cursor}`;
    }
    expect(ids).toEqual(Array.from({ length: 700 }, (_, n) => `p${n}`));
    for (const limit of ["-1", "0", "2.5", "ten", "1001", ""]) {
      expect(await api.call("GET", `${path}?limit=${limit}`)).toMatchObject({
        status: 400,
        json: { error: { code: "invalid_body", path: "limit" } },
      });
    }
  });

  it("rejects in strict mode what is only warned of otherwise", async () => {
    const feeds = await openFeeds("feed-strict");
    const body = "id,title,availability\na,A,in stock\nb,B,maybe\nc,,\n";
    expect(await feeds.push(body)).toMatchObject({
      warnings: 2,
      rejected: 0,
      codes: { unknown_availability: 1, no_title: 1 },
    });
    expect(await feeds.push(body, "?mode=strict&force=1")).toMatchObject({
      warnings: 0,
      rejected: 2,
      codes: { unknown_availability: 1, no_title: 1 },
    });
  });
});

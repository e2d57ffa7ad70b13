import { describe, expect, it } from "vitest";

import { api, openFeeds } from "./client/feeds.ts";

const BEFORE = `id,title,price,sale_price,brand
a,A,10 EUR,8 EUR,X
b,B,20 EUR,,X
c,C,30 EUR,,Y
`;

describe("POST /v3/feed/{case_id}/update", () => {
  it("changes what a line names, adds and deletes", async () => {
    const feeds = await openFeeds("feed-updated");
    await feeds.push(BEFORE);
    const report = await feeds.push(
      [
        '{"id":"a","price":"11 EUR","sale_price":null}',
        '{"id":"b","deleted":true}',
        '{"op":"delete","id":"c"}',
        '{"op":"delete","id":"nobody"}',
        '{"id":"d","title":"D","availability":"preorder"}',
      ].join("\n"),
      "/update",
    );
    expect(report).toMatchObject({
      kind: "update",
      received: 5,
      accepted: 5,
      inserted: 1,
      updated: 1,
      deleted: 2,
    });
    expect(await feeds.items()).toEqual([
      {
        id: "a",
        title: "A",
        availability: "in_stock",
        price: { amount: 11, currency: "EUR" },
        brand: "X",
      },
      { id: "d", title: "D", availability: "preorder" },
    ]);
  });

  it("replaces a product with merge=false", async () => {
    const feeds = await openFeeds("feed-unmerged");
    await feeds.push(BEFORE);
    await feeds.push("id,title\na,New\n", "/update?merge=false");
    expect((await feeds.items())[0]).toEqual({ id: "a", title: "New", availability: "in_stock" });
  });

  it("takes stock and price alone, as a table", async () => {
    const feeds = await openFeeds("feed-stock");
    await feeds.push(BEFORE);
    const report = await feeds.push(
      "id,quantity,price\na,0,\nb,5,19.90 EUR\nx,1,1 EUR\n",
      "/update",
    );
    expect(report).toMatchObject({ updated: 2, inserted: 1, codes: { no_title: 1 } });
    expect(await feeds.items()).toMatchObject([
      { id: "a", availability: "out_of_stock", quantity: 0, price: { amount: 10 } },
      { id: "b", availability: "in_stock", price: { amount: 19.9 } },
      { id: "c" },
      { id: "x" },
    ]);
  });

  it.each(["\n", "\r\n\r\n"])("takes the file that an editor ends with %j", async (end) => {
    const feeds = await openFeeds("feed-updated-file");
    await feeds.push(BEFORE);
    const document = `{"items":[{"id":"a","availability":"out_of_stock"}]}${end}`;
    for (const contentType of ["application/json", "application/x-www-form-urlencoded"]) {
      const report = await feeds.push(document, "/update", contentType);
      expect(report).toMatchObject({ format: "json", received: 1, updated: 1 });
    }
    expect((await feeds.items())[0]).toMatchObject({ id: "a", availability: "out_of_stock" });
  });

  it("lets lists show what is sold beyond its stock, and what can be had again", async () => {
    const feeds = await openFeeds("feed-beyond-stock");
    const variant = { available: true, inventory_quantity: 0 };
    const products = ["a", "b"].map((id) => ({ id, title: id, variants: [{ id, ...variant }] }));
    await feeds.push({ products });
    const listed = async () => {
      const answer = await api.call("POST", `/v3/recommendation/${feeds.caseId}`, {
        body: { consumer_id: "c", limit: 2 },
      });
      expect(answer.status, answer.text).toBe(200);
      return (answer.json as { actions: string[] }).actions.toSorted();
    };
    expect(await listed()).toEqual(["a", "b"]);
    await feeds.push("id,quantity\na,0\n", "/update");
    expect(await listed()).toEqual(["b"]);
    await feeds.push("id,availability\na,in stock\n", "/update");
    expect(await listed()).toEqual(["a", "b"]);
  });

  it("makes a catalogue where there was none", async () => {
    const feeds = await openFeeds("feed-from-updates");
    await feeds.push('{"id":"a","title":"A"}', "/update");
    expect(await feeds.status()).toMatchObject({ items: 1, stale: false });
  });

  it("says what it would do with validate_only, and does nothing", async () => {
    const feeds = await openFeeds("feed-update-validated");
    await feeds.push(BEFORE);
    const body =
      '{"id":"a","price":1}\n{"id":"b","op":"delete"}\n{"id":"n","title":"N"}\n{"id":""}';
    const report = await feeds.push(body, "/update?validate_only=true");
    expect(report).toMatchObject({ inserted: 1, updated: 1, deleted: 1, rejected: 1 });
    expect(await feeds.items()).toHaveLength(3);
  });

  it("refuses an update of which nothing is left, and says how far a broken one came", async () => {
    const feeds = await openFeeds("feed-update-broken");
    await feeds.push(BEFORE);
    await feeds.refused('{"title":"no id"}', "/update", 400, "feed_rejected");
    const report = await feeds.refused(
      '[{"id":"a","price":1},{"id":',
      "/update",
      400,
      "feed_broken",
    );
    expect(report).toMatchObject({ accepted: 1, updated: 1 });
  });
});

import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { ADMIN_KEY, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { api, openFeeds, products } from "./client/feeds.ts";

const merchant = (items: string): string =>
  `<?xml version="1.0"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>${items}</channel></rss>`;

const FIRST = {
  id: "a",
  title: "Blue & warm",
  link: "https://shop.example/a",
  price: { amount: 15, currency: "EUR" },
  availability: "out_of_stock",
};

describe("formats", () => {
  it.each<[string, string, string, string]>([
    [
      "Google Merchant RSS",
      "xml",
      "application/rss+xml",
      merchant(
        "<item><g:id>a</g:id><title>Blue &amp; warm</title><link>https://shop.example/a</link><g:price>15.00 EUR</g:price><g:availability>out of stock</g:availability></item>",
      ),
    ],
    [
      "Atom",
      "xml",
      "application/atom+xml",
      '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><link rel="self" href="https://shop.example/feed"/><entry><g:id>a</g:id><title>Blue &amp; warm</title><link rel="self" href="https://shop.example/feed/a"/><link rel="alternate" href="https://shop.example/a"/><g:price>EUR 15</g:price><g:availability>out_of_stock</g:availability></entry></feed>',
    ],
    [
      "RDF",
      "xml",
      "application/xml",
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:g="http://base.google.com/ns/1.0"><channel/><item rdf:about="https://shop.example/a"><g:id>a</g:id><title><![CDATA[Blue & warm]]></title><link>https://shop.example/a</link><g:price>15,00 EUR</g:price><g:availability>sold out</g:availability></item></rdf:RDF>',
    ],
    [
      "TSV",
      "tsv",
      "text/tab-separated-values",
      "id\ttitle\tlink\tprice\tavailability\na\tBlue & warm\thttps://shop.example/a\t15.00 EUR\tout of stock\n",
    ],
    [
      "Meta's CSV",
      "csv",
      "text/csv",
      '# Required | …\nid,title,link,price,availability\n"a","Blue & warm",https://shop.example/a,15.00 EUR,discontinued\n',
    ],
    [
      "Shopify",
      "json",
      "application/json",
      '{"products":[{"id":1,"title":"Blue & warm","handle":"x","variants":[{"id":"a","title":"Default Title","price":"15.00","available":false,"link":"https://shop.example/a"}]}]}',
    ],
    [
      "JSON-LD",
      "json",
      "application/ld+json",
      '{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},{"@type":"Product","sku":"a","name":"Blue & warm","url":"https://shop.example/a","offers":{"@type":"Offer","price":"15.00","priceCurrency":"EUR","availability":"https://schema.org/OutOfStock"}}]}',
    ],
    [
      "JSON lines",
      "ndjson",
      "application/x-ndjson",
      '{"id":"a","name":"Blue &amp; warm","link":"https://shop.example/a","price":15,"currency":"EUR","available":false}',
    ],
    [
      "a JSON list",
      "json",
      "application/json",
      '[{"id":"a","title":"<b>Blue</b> &amp; warm","url":"https://shop.example/a","price":{"value":"15.00","currency":"EUR"},"availability":"out of stock"}]',
    ],
  ])("reads %s", async (name, format, contentType, body) => {
    const feeds = await openFeeds(`feed-of-${name.replaceAll(/\W/g, "")}`);
    const report = await feeds.push(body, "?currency=EUR", contentType);
    expect(report).toMatchObject({ format, received: 1, accepted: 1, warnings: 0 });
    expect(await feeds.items()).toMatchObject([FIRST]);
    // And without a word of what it is, or with a wrong one.
    await feeds.push(body, "?currency=EUR");
    await feeds.push(body, "?currency=EUR", "text/plain");
  });

  it("reads gzip, told by its bytes or its header", async () => {
    const feeds = await openFeeds("feed-gzip");
    const packed = gzipSync(products(3_000));
    expect(await feeds.push(packed)).toMatchObject({ accepted: 3_000 });
    const headers = { "content-encoding": "gzip", "content-type": "application/x-ndjson" };
    expect(await feeds.send("", packed, headers)).toMatchObject({
      status: 200,
      json: { accepted: 3_000 },
    });
  });

  it("reads gzip of several members, as appending to a file makes it", async () => {
    const feeds = await openFeeds("feed-gzip-members");
    const lines = products(9_000).split("\n");
    const members = [lines.slice(0, 4_000), lines.slice(4_000, 4_001), lines.slice(4_001)];
    const packed = Buffer.concat(members.map((some) => gzipSync(`${some.join("\n")}\n`)));
    expect(await feeds.push(packed)).toMatchObject({ accepted: 9_000 });
  });

  it("leaves the catalogue as it was when gzip breaks off", async () => {
    const feeds = await openFeeds("feed-gzip-cut");
    await feeds.push(products(3));
    const packed = gzipSync(products(3_000));
    const report = await feeds.refused(
      packed.subarray(0, packed.length / 2),
      "",
      400,
      "feed_broken",
    );
    expect(report.errors.at(-1)).toMatchObject({ code: "truncated" });
    expect((await feeds.status()).items).toBe(3);
  });

  it("reads a file in a form", async () => {
    const feeds = await openFeeds("feed-form");
    const form = new FormData();
    form.set("comment", "first");
    form.set("file", new Blob([products(500)], { type: "application/x-ndjson" }), "feed.ndjson");
    const encoded = new Response(form);
    const contentType = encoded.headers.get("content-type") ?? "";
    const bytes = new Uint8Array(await encoded.arrayBuffer());
    expect(await feeds.push(bytes, "", contentType)).toMatchObject({ accepted: 500 });
    const cut = await feeds.send("", bytes.subarray(0, 5_000), { "content-type": contentType });
    expect(cut).toMatchObject({ status: 400, json: { error: { code: "feed_broken" } } });
    const empty = "--x\r\ncontent-disposition: form-data; name=other\r\n\r\n1\r\n--x--\r\n";
    const other = await feeds.send("", empty, {
      "content-type": "multipart/form-data; boundary=x",
    });
    refused(other, 400, "invalid_body");
  });

  it.each([
    ["http", "http://shop.example/feed.xml"],
    ["a host that is not listed", "https://other.example/feed.xml"],
    ["an address", "https://127.0.0.1/feed.xml"],
    ["an address in disguise", "https://0x7f000001/feed.xml"],
    ["a private name", "https://localhost/feed.xml"],
    ["another port", "https://shop.example:8443/feed.xml"],
    ["a password", "https://me:secret@shop.example/feed.xml"],
    ["no address", "feed.xml"],
  ])("pulls from no %s", async (_, url) => {
    await api.putCase("feed-pulled", { feed_hosts: ["shop.example"] });
    const answer = await api.call("POST", "/v3/feed/feed-pulled", { body: { url } });
    expect(refused(answer, 400, "url_refused").path).toBe("url");
  });
});

describe("hostile feeds", () => {
  it("refuses entities before they can grow", async () => {
    const feeds = await openFeeds("feed-bomb");
    const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
      <r><item><id>&b;</id></item></r>`;
    const report = await feeds.refused(bomb, "", 400, "feed_broken");
    expect(report.errors).toMatchObject([{ code: "xml_syntax" }]);
    const outside = '<!DOCTYPE r SYSTEM "file:///etc/passwd"><r><item><id>1</id></item></r>';
    await feeds.refused(outside, "", 400, "feed_broken");
  });

  it.each([
    ["<!doctype html><title>Sign in</title><meta charset=utf-8><p>Please sign in"],
    ["<!DOCTYPE html>\n<html><body><p>Please sign in</p></body></html>"],
    ["\n<html lang=en><body><p>Please sign in<br></body></html>"],
  ])("says that a page is no feed: %j", async (page) => {
    const feeds = await openFeeds("feed-page");
    const report = await feeds.refused(page, "", 400, "feed_broken");
    expect(report.errors).toMatchObject([
      { code: "xml_syntax", message: "this is an HTML page, not a feed" },
    ]);
  });

  it("takes markup and script out of texts", async () => {
    const feeds = await openFeeds("feed-markup");
    const title =
      '<img src=x onerror="alert(1)">Shoe<script>alert(2)</script> &amp;lt;svg onload=alert(3)&amp;gt; 5 < 6';
    await feeds.push(JSON.stringify({ id: "a", title, link: "https://shop.example/?q=<script>" }));
    expect(await feeds.items()).toMatchObject([
      { title: "Shoe 5 < 6", link: "https://shop.example/?q=%3Cscript%3E" },
    ]);
    const script = await feeds.push(
      '{"id":"a","title":"A"}\n{"id":"b","title":"B","link":"javascript:alert(1)"}',
      "?force=1",
    );
    expect(script.errors).toMatchObject([{ line: 2, id: "b", field: "link", code: "bad_url" }]);
  });

  it("gives a report that a spreadsheet can open", async () => {
    const feeds = await openFeeds("feed-formulas");
    await feeds.push('id,title,price\n"=HYPERLINK(""x"")",a,none\nb,b,1\n', "?force=1");
    const answer = await api.call("GET", `/v3/feed/${feeds.caseId}/report?format=csv`);
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(answer.text.split("\r\n")[1]).toBe(
      `2,"'=HYPERLINK(""x"")",price,bad_price,rejected,"""none"" is no price",`,
    );
  });

  it("reads what unpacks to a thousand times its size without holding it", async () => {
    const feeds = await openFeeds("feed-unpacked");
    // Twenty million blanks in twenty kilobytes: a line that no product fills.
    const packed = gzipSync(Buffer.alloc(20_000_000, " "));
    await feeds.refused(packed, "", 400, "feed_rejected");
  });
});

describe("who may", () => {
  it.each([
    ["GET", ""],
    ["GET", "/items"],
    ["GET", "/report"],
    ["POST", ""],
    ["POST", "/update"],
  ])("%s …%s is for secret keys", async (method, path) => {
    const { caseId } = await openFeeds("feed-keys");
    for (const [key, status] of [
      [PUBLISHABLE_KEY, 403],
      [ADMIN_KEY, 403],
      [null, 401],
    ] as const) {
      const body = method === "POST" ? { body: products(1) } : {};
      const answer = await api.call(method, `/v3/feed/${caseId}${path}`, { key, ...body });
      expect(answer.status).toBe(status);
    }
  });

  it("answers without /v3 as well, and for cases that there are", async () => {
    const { caseId } = await openFeeds("feed-alias");
    expect((await api.call("POST", `/feed/${caseId}`, { body: products(2) })).status).toBe(200);
    expect((await api.call("GET", `/feed/${caseId}`)).json).toMatchObject({ items: 2 });
    refused(await api.call("POST", "/v3/feed/none", { body: products(2) }), 404, "unknown_case");
    refused(await api.call("GET", "/v3/feed/none"), 404, "unknown_case");
    const nothing = await api.call("POST", `/v3/feed/${caseId}`);
    expect(nothing).toMatchObject({ status: 400, json: { error: { code: "feed_rejected" } } });
    refused(await api.call("POST", `/v3/feed/${caseId}?mode=x`, { body: "" }), 400, "invalid_body");
  });
});

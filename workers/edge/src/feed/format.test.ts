import { describe, expect, it } from "vitest";
import { sniffFormat } from "./format.ts";
import { readWhole } from "./read-whole.fake.ts";

const A = '{"id":"a","title":"A"}';
const B = '{"id":"b","title":"B"}';
const PRODUCT = '{"@type":"Product","sku":"a","name":"A"}';

/** What a file may begin and end with and still hold nothing else. */
const AROUND: readonly [before: string, after: string][] = [
  ["", ""],
  ["", "\n"],
  ["", "\r\n\r\n"],
  ["\uFEFF", "\n"],
  ["\n \n", "\n\t\n"],
];
const TYPES = ["", "application/json", "text/plain", "application/x-www-form-urlencoded"];

describe("a JSON document on one line", () => {
  it.each([
    ["a list", `[${A},${B}]`, ["a", "b"]],
    ["items", `{"items":[${A},${B}]}`, ["a", "b"]],
    ["no items", '{"items":[]}', []],
    ["Shopify's products", `{"products":[${A}]}`, ["a"]],
    ["a feed", `{"feed":[${A}]}`, ["a"]],
    ["entries", `{"title":"Shop","entries":[${A}]}`, ["a"]],
    ["data", `{"data":[${A}]}`, ["a"]],
    ["a graph", `{"@context":"https://schema.org","@graph":[${PRODUCT}]}`, ["a"]],
    ["schema.org's list", `{"@type":"ItemList","itemListElement":[${PRODUCT}]}`, ["a"]],
    ["a product of schema.org", PRODUCT, ["a"]],
    ["a product", A, ["a"]],
  ])("is read as one, whatever is around it: %s", (_, document, ids) => {
    for (const [before, after] of AROUND) {
      for (const contentType of TYPES) {
        const what = JSON.stringify([before, after, contentType]);
        const { entries, rejected, broken } = readWhole(before + document + after, { contentType });
        expect({ rejected, broken }, what).toEqual({ rejected: [], broken: undefined });
        expect(entries, what).toMatchObject(ids.map((id) => ({ item: { id } })));
      }
    }
  });
});

describe("sniffFormat", () => {
  it.each([
    ["two lines", `${A}\n${B}`, "application/json", "ndjson"],
    ["lines with blank ones between", `${A}\r\n\r\n${B}\r\n`, "", "ndjson"],
    ["a product and a line's end", `${A}\n`, "", "ndjson"],
    ["a product and a line's end, said to be JSON", `${A}\n`, "application/json", "json"],
    ["a product", A, "", "json"],
    ["a product, said to be lines", A, "application/x-ndjson", "ndjson"],
    ["a product with a list of something", '{"id":"a","sizes":[1]}\n', "", "ndjson"],
    ["a product whose items are no list", '{"id":"a","items":4}\n', "", "ndjson"],
    ["a product with a list that documents have", '{"id":"a","items":[]}\n', "", "ndjson"],
    ["items, said to be lines", `{"items":[${A}]}\n`, "application/jsonl", "ndjson"],
    ["a document over several lines", `{"items":\n[${A}]}\n`, "", "json"],
  ])("tells %s", (_, head, contentType, format) => {
    expect(sniffFormat(head, contentType)).toBe(format);
  });
});

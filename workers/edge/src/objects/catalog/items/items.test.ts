import { expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { type Change, Items } from "./items.ts";
import { PageTable } from "./page-table.ts";

const item = (id: string): Change => ({ id, make: () => JSON.stringify({ id }) });
const gone = (id: string): Change => ({ id, make: () => null });

it("takes no more items than it may have, and to delete one that is not there is no more", () => {
  const items = new Items(new PageTable(fakeSqlStorage()), 1);
  expect(items.apply([item("a"), item("b"), item("c")], 2)).toEqual({
    inserted: [0, 1],
    updated: [],
    deleted: [],
    refused: [2],
  });
  expect(items.apply([gone("c"), item("a"), gone("b"), item("c"), gone("d")], 2)).toEqual({
    inserted: [3],
    updated: [1],
    deleted: [2],
    refused: [],
  });
  expect(items.find(["a", "b", "c"])).toEqual(['{"id":"a"}', '{"id":"c"}']);
});

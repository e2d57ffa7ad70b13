import { runInDurableObject } from "cloudflare:test";
import { createRecommender, recommend, recordEvent, takeChanges } from "@nextmove/engine";
import { expect, it } from "vitest";
import { Items } from "../src/objects/catalog/items/items.ts";
import { PageTable } from "../src/objects/catalog/items/page-table.ts";
import { LearnedPages } from "../src/objects/catalog/learning/learned-pages.ts";
import { Learner } from "../src/objects/catalog/learning/learner.ts";
import { RECOMMENDER_BOUNDS } from "../src/objects/catalog/learning/memory.ts";
import { SharedVisits } from "../src/objects/catalog/learning/shared-visits.ts";
import { Shelf } from "../src/objects/catalog/lists/shelf.ts";
import { START } from "./examples.ts";
import { openRecommendingCase } from "./recommending-case.ts";

/** More than are read before the first answer. */
const LATER_VIEWS = 300_000;

it("knows the latest visits at once, and then all of them", async () => {
  const { raw } = await openRecommendingCase();
  await runInDurableObject(raw(), (_, { storage: { sql } }) => {
    const before = createRecommender(RECOMMENDER_BOUNDS);
    const view = (visitor: string, item: string): boolean =>
      recordEvent(before, { visitor, item, kind: "view", at: START });
    for (const item of ["old", "older"]) view("first", item);
    for (let n = 0; n < LATER_VIEWS; n++) view(`v${n}`, `item ${n % 100}`);
    for (const item of ["new", "newer"]) view("last", item);
    new LearnedPages(sql).write(takeChanges(before));

    const items = (): Items => new Items(new PageTable(sql), 0);
    const learner = new Learner(sql, new Shelf(items), items, new SharedVisits(sql, 0));
    const likeIt = (item: string): string[] =>
      recommend(learner.recommender, { kind: "similar", item }, { limit: 1, now: START })
        .filter(({ reason }) => reason === "associated")
        .map((one) => one.item);
    expect(["new", "old"].map(likeIt)).toEqual([["newer"], []]);
    while (learner.readSome());
    expect(["new", "old"].map(likeIt)).toEqual([["newer"], ["older"]]);
  });
});

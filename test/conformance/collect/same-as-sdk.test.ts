import { consumerResponse } from "@nextmove/contract";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  foldVisit,
  NEW_VISIT,
  stateOf,
} from "../../../packages/browser/src/visitor/visit/visit-state.ts";
import { sharedApi } from "../nba/client/api.ts";
import { openPage } from "./client/page.ts";

const api = sharedApi();

const product = fc.record(
  {
    item_id: fc.constantFrom("a", "b", "c", 7, ""),
    quantity: fc.constantFrom(1, 2, "2", 0, -3, null),
  },
  { requiredKeys: ["item_id"] },
);
const event = fc.record({
  name: fc.constantFrom(
    "page_view",
    "view_item",
    "view_item_list",
    "item_impression",
    "search",
    "view_search_results",
    "add_to_cart",
    "remove_from_cart",
    "view_cart",
    "begin_checkout",
    "purchase",
    "refund",
  ),
  params: fc.record(
    {
      items: fc.array(product, { maxLength: 3 }),
      search_term: fc.constantFrom("red shoes", " hats ", "", "x".repeat(200)),
    },
    { requiredKeys: [] },
  ),
});

/** A basket is a set, and what is empty is left out. */
const comparable = (state: object) =>
  Object.fromEntries(
    Object.entries(state).flatMap(([name, value]) => {
      const list: unknown[] = Array.isArray(value) ? value : [];
      const texts = list.map(String);
      if (texts.length === 0) return [];
      return [[name, name === "products_basket" ? new Set(texts) : texts]];
    }),
  );

describe("the state of a visit", () => {
  it("is the same whether the SDK or the Worker tells it", async () => {
    const caseId = await api.putCase("same-as-sdk");
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
        const page = openPage(api, caseId);
        await page.sent(events.map(({ name, params }) => page.track(name, params)));
        const answer = await api.call("GET", `/v3/consumers/${page.consumer}`);
        const { state } = consumerResponse.parse(answer.json);
        const told = events.reduce(
          (visit, { name, params }) => foldVisit(visit, name, params),
          NEW_VISIT,
        );
        expect(comparable(state)).toEqual(comparable(stateOf(told)));
      }),
      { seed: 31, numRuns: 60 },
    );
  });
});

import { recommendationResponse, visitOf } from "@nextmove/contract";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";

import { hostileText, hostileValue } from "./hostile.ts";
import { insistOnHealth, serverUnderFire } from "./server-under-fire.ts";

const server = await serverUnderFire();
afterEach(() => insistOnHealth(server));

const put = { method: "PUT" as const, path: "/v3/cases/fuzz-shop", key: "ak_test_demo" };
await server.sendTo({ ...put, body: () => ({}) }, {});
const route = {
  method: "POST" as const,
  path: "/v3/recommendation/fuzz-shop",
  key: "sk_test_demo",
};

const ids = fc.oneof(fc.array(fc.oneof(hostileText, fc.constantFrom("a", "b", "c"))), hostileValue);
const state = fc.record(
  {
    page_id: fc.oneof(hostileText, hostileValue),
    search_strings: ids,
    products_viewed: ids,
    products_scrolled: hostileValue,
    products_basket: ids,
    products_bought: ids,
  },
  { requiredKeys: [] },
);
const kind = fc.constantFrom(
  undefined,
  "session",
  "similar",
  "bought-together",
  "trending",
  "search",
);

describe("a shop's page", () => {
  it("gets its answer whatever its state holds, and nothing that the visitor has", async () => {
    const request = fc.record({
      state,
      kind,
      visitor: fc.nat(9),
      limit: fc.integer({ min: 1, max: 200 }),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ visitor, ...asked }) => {
        const body = { ...asked, expand: true, customer_id: `c${visitor}` };
        const answer = await server.sendTo({ ...route, body: () => body }, body);
        expect(answer.status, answer.text).toBe(200);
        const { actions, items } = recommendationResponse.strict().parse(JSON.parse(answer.text));
        const { basket, bought } = visitOf(JSON.parse(JSON.stringify(asked.state)));
        expect(actions.filter((id) => [...basket, ...bought].includes(id))).toEqual([]);
        expect(new Set(actions).size).toBe(actions.length);
        expect(items?.map(({ id }) => id)).toEqual(actions);
      }),
      { seed: 21, numRuns: 150 },
    );
  });
});

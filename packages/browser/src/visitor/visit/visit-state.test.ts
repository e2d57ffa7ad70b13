import { VISIT_CASES } from "@nextmove/contract/visit-cases";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventParams } from "../../api.ts";
import { foldVisit, isVisit, NEW_VISIT, stateOf } from "./visit-state.ts";

type Step = readonly [name: string, params: EventParams];

const items = (...ids: readonly (string | number)[]) => ({
  items: ids.map((item_id) => ({ item_id })),
});
const after = (...steps: readonly Step[]) =>
  stateOf(steps.reduce((visit, [name, params]) => foldVisit(visit, name, params), NEW_VISIT));

describe("foldVisit", () => {
  it.each(VISIT_CASES)("tells $what", ({ events, state }) => {
    expect(after(...events)).toEqual(state);
  });

  it("is left alone by any other event", () => {
    for (const name of ["newsletter", "toString"]) {
      expect(foldVisit(NEW_VISIT, name, items("a"))).toBe(NEW_VISIT);
    }
  });

  it("stays a bounded visit whatever it is told", () => {
    const name = fc.constantFrom(
      "view_item",
      "add_to_cart",
      "remove_from_cart",
      "purchase",
      "search",
    );
    const params = fc.dictionary(
      fc.constantFrom("items", "search_term"),
      fc.anything({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, params)), (steps) => {
        const visit = steps.reduce((before, [n, p]) => foldVisit(before, n, p), NEW_VISIT);
        expect(isVisit(visit)).toBe(true);
        for (const list of Object.values(stateOf(visit)))
          expect(list.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

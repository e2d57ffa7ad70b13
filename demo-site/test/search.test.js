// @ts-check
import { describe, expect, it } from "vitest";
import { search } from "../public/js/shop/search.js";

/** @param {string} query */
const ids = (query) => search(query).map(({ id }) => id);

describe("search", () => {
  it("finds the singular by the plural", () => {
    const [first, ...others] = ids("mugs");
    expect(first).toBe("dune-mug");
    expect(others.length).toBeGreaterThan(10);
    for (const id of others) expect(id).toMatch(/-mug$/);
  });
  it("puts a match in the name before one in the text", () => {
    const lamps = ids("lamps");
    expect(lamps[0]).toBe("dome-lamp");
    expect(lamps.at(-1)).toBe("paper-pendant");
  });
  it("wants every word", () => {
    expect(ids("moss linen cushion")).toEqual(["moss-cushion"]);
    expect(ids("linen spaceship")).toEqual([]);
  });
  it("finds nothing for nothing, and for signs", () => {
    expect(ids("")).toEqual([]);
    expect(ids("<script>.*")).toEqual([]);
  });
});

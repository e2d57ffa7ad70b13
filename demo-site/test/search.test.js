// @ts-check
import { describe, expect, it } from "vitest";
import { search } from "../public/js/shop/search.js";

/** @param {string} query */
const ids = (query) => search(query).map(({ id }) => id);

describe("search", () => {
  it("finds the singular by the plural", () => {
    expect(ids("mugs")).toEqual(["dune-mug"]);
  });
  it("puts a match in the name before one in the text", () => {
    expect(ids("lamps")).toEqual(["dome-lamp", "paper-pendant"]);
  });
  it("wants every word", () => {
    expect(ids("linen cushion")).toEqual(["linen-cushion"]);
    expect(ids("linen spaceship")).toEqual([]);
  });
  it("finds nothing for nothing, and for signs", () => {
    expect(ids("")).toEqual([]);
    expect(ids("<script>.*")).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { rerank } from "./rerank.ts";

describe("rerank", () => {
  it("keeps the edge's order of what is possible now", () => {
    expect(rerank({ actions: ["a", "b", "c"] }, ["c", "gone", "a", "b"])).toEqual(["c", "a", "b"]);
  });

  it("puts what the edge did not rank behind", () => {
    expect(rerank({ actions: ["new", "a", "b"] }, ["b", "a"])).toEqual(["b", "a", "new"]);
  });

  it("is empty when nothing of it is possible any more", () => {
    expect(rerank({ actions: ["new"] }, ["gone"])).toEqual([]);
  });

  it("takes all of it when the page names no actions", () => {
    expect(rerank({}, ["b", "a"])).toEqual(["b", "a"]);
  });

  it("keeps to the limit", () => {
    expect(rerank({ limit: 1 }, ["b", "a"])).toEqual(["b"]);
    expect(rerank({ limit: 2, actions: ["a", "b", "c"] }, ["c"])).toEqual(["c", "a"]);
  });
});

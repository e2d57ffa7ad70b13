import { describe, expect, it } from "vitest";
import { rankedScores } from "../scores/ranked-scores.fake.ts";
import { createScores } from "../scores/scores.ts";
import type { TextIndex } from "./text-index.ts";
import {
  createTextIndex,
  describe as describeText,
  scoreSearch,
  scoreSimilarTexts,
} from "./text-index.ts";
import { wordsOf, wordsOfItem } from "./words.ts";

/** Every item is a product of its own. */
const alone = (item: number): number => item;

function shop(): TextIndex {
  const index = createTextIndex(1024);
  describeText(index, 1, { title: "Red running shoe", category: ["Shoes", "Running"] });
  describeText(index, 2, { title: "Blue running shoe", category: ["Shoes", "Running"] });
  describeText(index, 3, { title: "Red dress", category: ["Dresses"] });
  return index;
}

function similar(index: TextIndex, item: number): number[] {
  const scores = createScores();
  scoreSimilarTexts(index, item, alone, scores);
  return rankedScores(scores).map((ranked) => ranked.item);
}

function search(index: TextIndex, text: string): number[] {
  const scores = createScores();
  scoreSearch(index, text, alone, scores);
  return rankedScores(scores).map((ranked) => ranked.item);
}

describe("words", () => {
  it("are folded and each once", () => {
    expect(wordsOf("Crème BRÛLÉE, crème—2×")).toEqual(["creme", "brulee", "2"]);
    expect(wordsOf("")).toEqual([]);
  });

  it.each([
    "lamp lamps",
    "dress dresses",
    "watch watches",
    "box boxes",
    "movie movies",
    "battery batteries",
  ])("are the same of one and of many: %s", (both) => {
    expect(wordsOf(both)).toHaveLength(1);
  });

  it("that are short, or no plural, stay", () => {
    expect(wordsOf("bus gas dress boy")).toEqual(["bus", "gas", "dress", "boy"]);
  });

  it("of an item tell its category level by level, and its brand", () => {
    expect(wordsOfItem({ title: "Boot", category: ["Shoes", "Boots"], brand: "Acme" })).toEqual([
      "boot",
      "category:Shoes",
      "category:Shoes>Boots",
      "brand:Acme",
    ]);
  });
});

describe("a text index", () => {
  it("finds items described alike, those that share rare words first", () => {
    expect(similar(shop(), 1)).toEqual([2, 3]);
    expect(similar(shop(), 9)).toEqual([]);
  });

  it("weighs words by inverse document frequency", () => {
    const scores = createScores();
    scoreSimilarTexts(shop(), 3, alone, scores);
    // "red" is in two of three descriptions; item 1 has five words.
    const rarity = Math.log(1 + 3 / 2);
    expect(rankedScores(scores)).toEqual([
      { item: 1, score: expect.closeTo(rarity ** 2 / Math.sqrt(5), 6) },
    ]);
  });

  it("passes over words that nearly everything shares, but finds what is searched for by them", () => {
    const index = createTextIndex(2 ** 14);
    for (let item = 0; item < 1000; item++) {
      describeText(index, item, { title: `Product of ${item % 2 ? "wool" : "silk"} ${item >> 1}` });
    }
    // "silk" is in 500 of 1000 descriptions, "250" in two.
    expect(similar(index, 500)).toEqual([501]);
    expect(search(index, "silk")).toHaveLength(200);
  });

  it("finds what was searched for", () => {
    expect(search(shop(), "RÉD dress!")).toEqual([3, 1]);
    expect(search(shop(), "unheard of")).toEqual([]);
  });

  it("finds what is of a category or a brand that was searched for", () => {
    const index = createTextIndex(1024);
    describeText(index, 1, { title: "Aria", category: ["Home", "Sofas"], brand: "Sedia" });
    describeText(index, 2, { title: "Nova", category: ["Home", "Floor lamps"] });
    expect(search(index, "sofa")).toEqual([1]);
    expect(search(index, "lamp")).toEqual([2]);
    expect(search(index, "sedia")).toEqual([1]);
    expect(search(index, "home")).toHaveLength(2);
  });

  it.each(["runing", "runninng", "runnign", "rinning"])("forgives a slip: %s", (typed) => {
    expect(new Set(search(shop(), typed))).toEqual(new Set([1, 2]));
  });

  it.each(["vaes", "vasess", "vasse"])("forgives a slip in the ending of many: %s", (typed) => {
    const index = shop();
    describeText(index, 4, { title: "Green vases" });
    expect(search(index, typed)).toEqual([4]);
  });

  it("takes no short word for another, of many either", () => {
    const index = shop();
    describeText(index, 4, { title: "Green rug" });
    expect(search(index, "mugs")).toEqual([]);
  });

  it("takes no word that it knows for a slip of another", () => {
    const index = createTextIndex(1024);
    for (const item of [1, 2, 3]) describeText(index, item, { title: `Boots ${item}` });
    describeText(index, 4, { title: "Books" });
    expect(search(index, "books")).toEqual([4]);
  });

  it("goes by the latest description", () => {
    const index = shop();
    describeText(index, 2, { title: "Green hat" });
    expect(similar(index, 1)).toEqual([3]);
    expect(search(index, "hat")).toEqual([2]);
    expect(search(index, "blue")).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { createWordTable, takeWordNumber, wordNumber } from "./word-table.ts";

describe("a table of words", () => {
  it("numbers thousands of words in the order of their coming, and finds them again", () => {
    const table = createWordTable(5_000);
    const words = Array.from({ length: 5_000 }, (_, n) => `word ${n}`);
    expect(words.map((word) => takeWordNumber(table, word))).toEqual([...words.keys()]);
    expect(words.map((word) => wordNumber(table, word))).toEqual([...words.keys()]);
    expect(words.map((word) => takeWordNumber(table, word))).toEqual([...words.keys()]);
    expect(wordNumber(table, "another")).toBeUndefined();
  });

  it("takes no more words than it has room for", () => {
    const table = createWordTable(2);
    expect(["a", "b", "c", "a"].map((word) => takeWordNumber(table, word))).toEqual([
      0,
      1,
      undefined,
      0,
    ]);
    expect(wordNumber(table, "c")).toBeUndefined();
  });
});

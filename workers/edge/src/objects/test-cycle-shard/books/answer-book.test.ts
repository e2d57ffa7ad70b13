import { expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { AnswerBook } from "./answer-book.ts";

it("remembers what it works on when it is begun anew", () => {
  const sql = fakeSqlStorage();
  expect(new AnswerBook(sql).begin("key", "one", 0)).toBeNull();
  const anew = new AnswerBook(sql);
  expect(anew.begin("key", "other", 1)).toEqual({ fingerprint: "one", answer: null });
  anew.end("key", { fingerprint: "one", answer: null }, 2);
  expect(anew.begin("key", "other", 3)).toBeNull();
});

it("keeps the first of two answers that were given at once", () => {
  const book = new AnswerBook(fakeSqlStorage());
  expect(book.begin("key", "one", 0)).toBeNull();
  expect(book.begin("key", "one", 0)).toBeNull();
  book.end("key", { fingerprint: "one", answer: "first" }, 1);
  book.end("key", { fingerprint: "one", answer: null }, 2);
  book.end("key", { fingerprint: "one", answer: "second" }, 3);
  expect(book.begin("key", "one", 4)).toEqual({ fingerprint: "one", answer: "first" });
});

it("keeps a key for what came with it first", () => {
  const book = new AnswerBook(fakeSqlStorage());
  const asked = ["one", "other", "one"];
  expect(asked.map((fingerprint, at) => book.keep("key", fingerprint, at))).toEqual([
    true,
    false,
    true,
  ]);
});

it("waits a minute for an answer, then the key is free for another request", () => {
  const book = new AnswerBook(fakeSqlStorage());
  expect(book.begin("key", "one", 0)).toBeNull();
  expect(book.begin("key", "one", 0)).toBeNull();
  expect(book.begin("key", "other", 59_999)).toEqual({ fingerprint: "one", answer: null });
  expect(book.begin("key", "other", 60_000)).toBeNull();
  // A request that comes this late has been overtaken.
  book.end("key", { fingerprint: "one", answer: null }, 60_001);
  expect(book.begin("key", "third", 60_002)).toEqual({ fingerprint: "other", answer: null });
  book.end("key", { fingerprint: "other", answer: "taken" }, 60_003);
  expect(book.begin("key", "other", 60_004)).toEqual({
    fingerprint: "other",
    answer: "taken",
  });
});

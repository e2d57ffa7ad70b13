import { expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { eraseSome } from "./erase-some.ts";
import { ErasingBook } from "./erasing-book.ts";
import type { Target } from "./target.ts";

const CATALOGS = ["a", "b"].map((caseId): Target => ({ in: "catalog", caseId }));
const LEDGERS = Array.from({ length: 16 }, (_, shard): Target => ({
  in: "ledger",
  shard,
  visitors: ["someone"],
}));

/** An erasure that asks for `pages` of each object, and what was asked of which. */
const begin = (targets: readonly Target[], pages = 1) => {
  const book = new ErasingBook(fakeSqlStorage());
  book.begin("someone", targets);
  const asked: string[] = [];
  const broken = new Set<string>();
  const deps = {
    book,
    forgetPage: async (target: Target, place: string) => {
      const name = "caseId" in target ? target.caseId : target.in;
      if (broken.has(name)) throw new Error(`${name} is away`);
      asked.push(`${name}${place}`);
      const page = Number(place || 1);
      return page < pages ? String(page + 1) : null;
    },
    forgetHere: (n: number) => {
      asked.push("here");
      book.note("someone", n, null);
    },
  };
  return { book, asked, broken, goOn: () => eraseSome(deps, "someone") };
};

it("asks each object for all its pages, one kind after the other, and this one last", async () => {
  const { book, asked, goOn } = begin([...CATALOGS, ...LEDGERS, { in: "customers" }], 2);
  await goOn();
  expect(asked.slice(0, 4)).toEqual(["a", "b", "a2", "b2"]);
  expect(asked.filter((each) => each.startsWith("ledger"))).toHaveLength(32);
  expect(asked.at(-1)).toBe("here");
  expect(book.isUnderWay("someone")).toBe(false);
});

it("does not do more in a turn than a request may, and goes on from there", async () => {
  const { book, asked, goOn } = begin([...CATALOGS, { in: "customers" }], 50);
  await goOn();
  expect(asked).toHaveLength(40);
  expect(book.isUnderWay("someone")).toBe(true);
  await goOn();
  await goOn();
  expect(asked).toHaveLength(101);
  expect(new Set(asked).size).toBe(101);
  expect(book.isUnderWay("someone")).toBe(false);
});

it("asks nothing further while something is away, and that again later", async () => {
  const { book, asked, broken, goOn } = begin([...CATALOGS, { in: "customers" }]);
  broken.add("a");
  await expect(goOn()).rejects.toThrow("a is away");
  await expect(goOn()).rejects.toThrow("a is away");
  expect(asked).toEqual(["b"]);
  expect(book.after("")).toBe("someone");
  broken.clear();
  await goOn();
  expect(asked).toEqual(["b", "a", "here"]);
  expect(book.after("")).toBeUndefined();
});

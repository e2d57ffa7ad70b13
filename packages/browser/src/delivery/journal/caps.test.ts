import { describe, expect, it } from "vitest";
import { createCaps, MAX_AGE_MS, MAX_BYTES, MAX_EVENTS } from "./caps.ts";
import { selection } from "../../storage/entry.fake.ts";
import { droppedEntry, type Entry } from "../../storage/entry.ts";

const entries = (count: number, bytes = 10) =>
  Array.from({ length: count }, (_, number) => ({ ...selection(number), bytes }));

const ids = (...numbers: number[]) => numbers.map((number) => selection(number).id);

/** What there is no room for, and why, of entries in order of time. */
function excess(given: readonly Entry[], now: number) {
  const reasonFor = createCaps(now);
  const told = [...given].reverse().map((entry) => [entry.id, reasonFor(entry)] as const);
  return new Map(told.filter(([, reason]) => reason));
}

describe("createCaps", () => {
  it("is nothing when all fits", () => {
    expect(excess(entries(MAX_EVENTS), 0).size).toBe(0);
  });

  it("is the oldest beyond the count", () => {
    const found = excess(entries(MAX_EVENTS + 2), 0);
    expect([...found.keys()]).toEqual(ids(1, 0));
    expect([...found.values()]).toEqual(["too_many", "too_many"]);
  });

  it("is the oldest beyond the size", () => {
    expect([...excess(entries(6, MAX_BYTES / 4), 0).keys()]).toEqual(ids(1, 0));
  });

  it("is what is too old", () => {
    expect([...excess(entries(2), MAX_AGE_MS)]).toEqual([[selection(0).id, "too_old"]]);
  });

  it("counts apart what is left of dropped ones", () => {
    const dropped = entries(MAX_EVENTS + 1).map((entry) => droppedEntry(entry, "too_old"));
    const found = excess([...dropped, ...entries(MAX_EVENTS, 0)], MAX_AGE_MS / 2);
    expect([...found.keys()]).toEqual(ids(0));
  });
});

import { describe, expect, it } from "vitest";
import { MAX_AGE_MS, MAX_CHARACTERS, MAX_EVENTS, trim } from "./caps.ts";
import { selection } from "./event.fake.ts";

const events = (count: number, action?: string) =>
  Array.from({ length: count }, (_, number) => selection(number, "shop", action));

describe("trim", () => {
  it("keeps what fits, in order", () => {
    const all = events(MAX_EVENTS);
    expect(trim(all, 0)).toEqual({ kept: all, dropped: [] });
  });

  it("drops the oldest beyond the count", () => {
    const all = events(MAX_EVENTS + 2);
    const { kept, dropped } = trim(all, 0);
    expect(kept).toEqual(all.slice(2));
    expect(dropped).toEqual([all[0]?.id, all[1]?.id]);
  });

  it("drops the oldest beyond the size", () => {
    const { kept, dropped } = trim(events(10, "x".repeat(MAX_CHARACTERS / 5)), 0);
    expect(kept.map(({ item }) => item.at)).toEqual([6, 7, 8, 9]);
    expect(dropped).toHaveLength(6);
  });

  it("drops what is too old", () => {
    const { kept } = trim([selection(0), selection(1)], MAX_AGE_MS);
    expect(kept.map(({ item }) => item.at)).toEqual([1]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Popularity } from "./popularity.ts";
import { addPopularity, countsAt, createPopularity, rarityOf, topItems } from "./popularity.ts";

const HOUR = 3_600_000;

function counted(events: readonly (readonly [item: number, at: number])[]): Popularity {
  const popularity = createPopularity(HOUR);
  for (const [item, at] of events) addPopularity(popularity, item, at);
  return popularity;
}

describe("popularity", () => {
  it("halves every half-life", () => {
    const popularity = counted([
      [1, 0],
      [1, 0],
      [2, HOUR],
    ]);
    const count = countsAt(popularity, 2 * HOUR);
    expect([count(1), count(2), count(3)]).toEqual([0.5, 0.5, 0]);
  });

  it("puts what is met of late before what was", () => {
    const before = Array.from({ length: 10 }, () => [7, 0] as const);
    expect(topItems(counted([...before, [8, 5 * HOUR]]))).toEqual([8, 7]);
    expect(topItems(counted([...before, [8, HOUR]]))).toEqual([7, 8]);
  });

  it("stands a gap of years", () => {
    const popularity = counted([
      [1, 0],
      [2, 20 * 365 * 24 * HOUR],
    ]);
    expect(topItems(popularity)[0]).toBe(2);
    expect(countsAt(popularity, 20 * 365 * 24 * HOUR)(2)).toBe(1);
    expect(rarityOf(popularity, 2)).toBeCloseTo(Math.log(2), 9);
  });

  it("keeps its top right while counts change", () => {
    const popularity = createPopularity(HOUR);
    const counts = new Map<number, number>();
    for (let i = 0; i < 20_000; i++) {
      const item = (i * 7919) % (1 + (i % 600));
      addPopularity(popularity, item, 0);
      counts.set(item, (counts.get(item) ?? 0) + 1);
      if (i % 4096 === 0) topItems(popularity);
    }
    for (let i = 0; i < 256; i++) addPopularity(popularity, 599, 0); // so many make it anew
    counts.set(599, (counts.get(599) ?? 0) + 256);
    const expected = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 200);
    expect(topItems(popularity)).toEqual(expected.map(([item]) => item));
  });

  it("counts alike in whatever order events come", () => {
    const events = fc.array(fc.tuple(fc.nat(5), fc.nat(50 * HOUR)), { maxLength: 40 });
    fc.assert(
      fc.property(events, fc.nat(40), (all, cut) => {
        const expected = countsAt(counted(all), 50 * HOUR);
        const count = countsAt(counted([...all.slice(cut), ...all.slice(0, cut)]), 50 * HOUR);
        for (let item = 0; item <= 5; item++) expect(count(item)).toBeCloseTo(expected(item), 9);
      }),
    );
  });
});

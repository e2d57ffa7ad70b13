import { describe, expect, it } from "vitest";
import { burstsOf, DAY_MS, startOf, TRAINING_DAYS } from "./calendar.ts";

const NOW = Date.parse("2026-11-22T15:00:00Z");

describe("startOf", () => {
  it("is a Monday from which all days are over", () => {
    for (let day = 0; day < 14; day += 1) {
      const now = NOW + day * DAY_MS;
      const start = startOf(now, 28);
      expect(new Date(start).toUTCString()).toMatch(/^Mon, .* 00:00:00 GMT$/);
      expect(start + 28 * DAY_MS).toBeLessThanOrEqual(now);
      expect(start + 35 * DAY_MS).toBeGreaterThan(now);
    }
  });
});

describe("burstsOf", () => {
  const start = startOf(NOW, 28);
  const bursts = burstsOf(start, 28, 10_000);
  const visitsOf = (chosen: typeof bursts) => chosen.reduce((sum, { visits }) => sum + visits, 0);

  it("has all visits, in order of time, after a week of training", () => {
    const [training, period] = [true, false].map((is) =>
      bursts.filter(({ isTraining }) => isTraining === is),
    );
    expect(visitsOf(period ?? [])).toBeGreaterThanOrEqual(9_999);
    expect(visitsOf(period ?? [])).toBeLessThanOrEqual(10_001);
    expect(visitsOf(training ?? [])).toBeCloseTo((10_000 * TRAINING_DAYS) / 28, -1);
    expect(bursts[0]?.at).toBeLessThan(start - 6 * DAY_MS);
    expect(bursts.map(({ at }) => at)).toEqual(
      bursts.map(({ at }) => at).toSorted((a, b) => a - b),
    );
  });

  it("is busier at weekends and in the evening", () => {
    const weekend = bursts.filter((burst) => burst.weekend);
    expect(weekend.every(({ at }) => [0, 6].includes(new Date(at).getUTCDay()))).toBe(true);
    expect(visitsOf(weekend) / visitsOf(bursts)).toBeGreaterThan(2 / 7);
    const evening = bursts.filter(({ hour }) => hour === 20);
    expect(visitsOf(evening) / visitsOf(bursts)).toBeGreaterThan(1 / 4);
  });
});

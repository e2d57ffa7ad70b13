import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../random/seeded.ts";
import { INTERCEPT_FEATURE, INTERCEPT_VALUE } from "./features.ts";
import type { Head } from "./head.ts";
import { ageHead, createHead, learnPlace, regressionOf } from "./head.ts";
import type { HeadLesson } from "./lesson.ts";
import { packFeatures } from "./pack-features.ts";
import { exportHead, restoreHead } from "./persist-head.ts";
import { stillMissing, withoutWaiting } from "./still-missing.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WINDOW = 30 * DAY;

/** A place that shows a product with one trait. */
const featuresOf = (trait: number): string =>
  packFeatures((take) => {
    take(INTERCEPT_FEATURE, INTERCEPT_VALUE);
    take(20 + trait, 1);
  });

const shown = (trait: number, at: number): HeadLesson => {
  return { features: featuresOf(trait), count: 1, from: 0, to: 0, at };
};
const rewarded = (trait: number, at: number, ageMs: number, to = 1): HeadLesson => {
  const arrival = { ageMs, count: 1 } as const;
  return { features: featuresOf(trait), count: 0, from: 0, to, at, arrival };
};
const age = (head: Head, now: number): void =>
  ageHead(head, { halfLifeMs: null, windowMs: WINDOW }, now);

interface Place {
  trait: number;
  at: number;
  /** Until it is known that it was shown, ms. */
  seenAfter: number;
  /** Until its reward comes, ms; null: never. */
  rewardAfter: number | null;
  /** The reward goes to another place then, ms after it came; null: it stays. */
  takenAfter: number | null;
}

const span = fc.oneof(fc.nat(HOUR), fc.nat(WINDOW - 1));
const place: fc.Arbitrary<Place> = fc.record({
  trait: fc.nat(5),
  at: fc.oneof(fc.nat(HOUR), fc.nat(60 * DAY)),
  seenAfter: fc.oneof(fc.constant(0), fc.nat(HOUR)),
  rewardAfter: fc.option(span),
  takenAfter: fc.option(fc.nat(HOUR)),
});

/** What is learned of places, in order of time. */
const lessonsOf = (places: readonly Place[]): { now: number; lesson: HeadLesson }[] =>
  places
    .flatMap(({ trait, at, seenAfter, rewardAfter, takenAfter }) => {
      const told = [{ now: at + seenAfter, lesson: shown(trait, at) }];
      if (rewardAfter === null) return told;
      const reward = rewarded(trait, at, rewardAfter);
      const came = at + seenAfter + rewardAfter;
      told.push({ now: came, lesson: reward });
      if (takenAfter === null) return told;
      const arrival = { ageMs: rewardAfter, count: -1 } as const;
      const taken = { ...reward, from: 1, to: 0, arrival };
      return [...told, { now: came + takenAfter, lesson: taken }];
    })
    .sort((one, other) => one.now - other.now);

describe("places that may still bring something", () => {
  it("are in the end as if all had been known at once", () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), (places) => {
        const head = createHead();
        let now = 0;
        for (const told of lessonsOf(places)) {
          now = told.now;
          age(head, now);
          learnPlace(head, told.lesson);
          const { n, products } = withoutWaiting(head.statistics, head.places, now);
          expect(n).toBeGreaterThan(-1e-9);
          expect(Math.min(...products)).toBeGreaterThan(-1e-9);
          for (const share of stillMissing(head.places, now)) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
          const counted = head.places.cohorts.reduce((sum, one) => sum + one.shown, 0);
          expect(counted + head.places.settled).toBe(head.statistics.n);
        }
        const known = createHead();
        for (const { trait, at, rewardAfter, takenAfter } of places) {
          const to = rewardAfter === null || takenAfter !== null ? 0 : 1;
          learnPlace(known, { ...shown(trait, at), to });
        }
        expect(head.statistics).toEqual(known.statistics);
        age(head, now + 2 * WINDOW);
        expect(head.places.cohorts).toEqual([]);
        expect(withoutWaiting(head.statistics, head.places, now)).toEqual(known.statistics);
      }),
    );
  });

  it("wait for nothing once each has brought something", () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 20 }), (places) => {
        const head = createHead();
        age(head, 0);
        const all = places.map((one) => ({
          ...one,
          at: one.at % DAY,
          rewardAfter: 1,
          takenAfter: null,
        }));
        for (const { now, lesson } of lessonsOf(all)) {
          age(head, now);
          learnPlace(head, lesson);
        }
        expect(withoutWaiting(head.statistics, head.places, 2 * DAY)).toEqual(head.statistics);
      }),
    );
  });

  /** A place a minute, of which every tenth brings something an hour later. */
  const hourly = (minutes: number, delayMs = HOUR): Head => {
    const head = createHead();
    for (let minute = 0; minute < minutes; minute++) {
      const now = minute * MINUTE;
      if (minute % 10 === 0) age(head, now);
      learnPlace(head, shown(0, now));
      const at = now - delayMs;
      if (at >= 0 && (at / MINUTE) % 10 === 0) learnPlace(head, rewarded(0, at, delayMs));
    }
    return head;
  };

  it("count the more the older they are, by when rewards came so far", () => {
    const head = hourly(1000);
    const now = 1000 * MINUTE;
    const { n } = withoutWaiting(head.statistics, head.places, now);
    // Of the last hour nothing is known yet, of all before everything.
    expect(head.statistics.n - n).toBeGreaterThan(40);
    expect(head.statistics.n - n).toBeLessThan(120);
    // Half a day later all is.
    const later = withoutWaiting(head.statistics, head.places, now + 12 * HOUR).n;
    expect(head.statistics.n - later).toBeLessThan(0.03 * head.statistics.n);
  });

  it("are known to bring so much more, however few are as old as the last rewards", () => {
    const MEAN = 1000 * MINUTE;
    const random = createRandom("delays");
    const head = createHead();
    let coming: { due: number; at: number }[] = [];
    for (let minute = 0; minute < 2000; minute++) {
      const now = minute * MINUTE;
      for (let place = 0; place < 10; place++) {
        learnPlace(head, shown(place % 5, now));
        const due = now - MEAN * Math.log(1 - random());
        if (random() < 0.02) coming.push({ due, at: now });
      }
      if (minute % 20 > 0) continue;
      age(head, now);
      for (const { due, at } of coming) if (due <= now) learnPlace(head, rewarded(0, at, now - at));
      coming = coming.filter(({ due }) => due > now);
      // Of what comes later than any reward so far nothing can be known.
      if (minute < 1200) continue;
      const { cohorts } = head.places;
      for (const [i, missing] of stillMissing(head.places, now).entries()) {
        const { from = now, latest = now } = cohorts[i] ?? {};
        const truth = Math.exp(-(now - (from + latest) / 2) / MEAN);
        expect(Math.abs(missing - truth), `${minute} ${i}`).toBeLessThan(0.25);
      }
    }
  });

  it("hold back nothing that has just come forward", () => {
    const head = hourly(1000);
    const blamed = hourly(1000);
    // Another trait is shown from now on, and brings as much.
    for (let minute = 1000; minute < 1050; minute++) {
      for (const one of [head, blamed]) learnPlace(one, shown(1, minute * MINUTE));
    }
    blamed.places.cohorts = [];
    const now = 1050 * MINUTE;
    const gapOf = (one: Head): number => {
      const { weights } = regressionOf(one, now) ?? { weights: [] };
      return (weights[20] ?? 0) - (weights[21] ?? 0);
    };
    expect(gapOf(blamed)).toBeGreaterThan(0.1);
    expect(Math.abs(gapOf(head))).toBeLessThan(gapOf(blamed) / 5);
  });

  it("are solved anew as they grow older, though nothing was learned", () => {
    const head = hourly(100);
    const now = 100 * MINUTE;
    const first = regressionOf(head, now);
    expect(regressionOf(head, now + MINUTE)).toBe(first);
    expect(regressionOf(head, now + HOUR)).not.toEqual(first);
  });

  it("take the memory of few cohorts, however many they are", () => {
    const head = createHead();
    for (let n = 0; n < 40 * 24 * 6; n++) {
      age(head, n * 10 * MINUTE);
      learnPlace(head, shown(0, n * 10 * MINUTE));
    }
    expect(head.places.cohorts.length).toBeGreaterThan(8);
    expect(head.places.cohorts.length).toBeLessThan(28);
    expect(hourly(3000).places.cohorts.length).toBeLessThan(12);
  });

  it("are the same after they were stored", () => {
    const head = hourly(300);
    expect(restoreHead(exportHead(head))).toEqual({ ...head, solved: undefined });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absorb, countArrival, countLived, createLearner } from "../learning/learner.ts";
import { publish } from "../learning/publish.ts";
import { createReplica, returningShare } from "../learning/replica.ts";
import { install } from "../learning/publication.ts";
import { createRandom } from "../random/seeded.ts";
import { arrivedAt, delayAges, initialDelayTable } from "./delay-table.ts";
import { impute } from "./impute.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("impute", () => {
  it("starts at the expectation, falls with age, and ends at 0", () => {
    expect(impute(0.4, 0.3, 0)).toBe(0.4);
    expect(impute(0.4, 0.3, 1)).toBe(0);
    expect(impute(0.4, 1, 1)).toBe(0);
    fc.assert(
      fc.property(share, share, share, (returning, one, other) => {
        const [young, old] = [Math.min(one, other), Math.max(one, other)];
        expect(impute(1, returning, old)).toBeLessThanOrEqual(impute(1, returning, young) + 1e-12);
      }),
    );
  });

  it("is the expectation by Bayes' rule", () => {
    // 1,000 decisions, 400 ever rewarded with 2, half of these by now: 200 of the other 800 will be.
    expect(impute(0.4 * 2, 0.4, 0.5)).toBeCloseTo((200 / 800) * 2, 12);
  });
});

describe("delay ages", () => {
  it("ascend to the window", () => {
    const ages = delayAges(1_000_000);
    expect(ages).toEqual([...new Set(ages)].sort((a, b) => a - b));
    expect(ages.at(-1)).toBe(1_000_000);
    expect(arrivedAt(initialDelayTable(), ages.length)).toBe(1);
  });
});

describe("the learner's estimate of delays", () => {
  const windowMs = 1_000_000;
  const ages = delayAges(windowMs);

  /** Decisions one after another, seen at `now`; a share returns, after exponential delays. */
  function observeDelays(now: number): ReturnType<typeof createReplica> {
    const learner = createLearner({ windowMs });
    const random = createRandom("delays");
    for (let i = 0; i < 4000; i++) {
      const action = i % 2 === 0 ? "often" : "seldom";
      const at = i * 100;
      absorb(learner, { c: [], n: [] }, [{ action, count: 1, from: 0, to: 0, at }], at);
      const delay = -5000 * Math.log(1 - random());
      const returns = random() < (action === "often" ? 0.6 : 0.1);
      if (returns && at + delay <= now) countArrival(learner, action, delay);
      ages.forEach((age, level) => {
        if (at + age <= now) countLived(learner, level + 1, action, 1);
      });
    }
    const replica = createReplica(160);
    install(replica, publish(learner, { version: 0, space: 0 }, 2 ** 30));
    return replica;
  }

  it("finds the distribution and each action's share, though many decisions are young", () => {
    const replica = observeDelays(400_000); // just after the last decision, long before the window closes
    ages.slice(0, -1).forEach((age, i) => {
      const truth = 1 - Math.exp(-age / 5000);
      expect(Math.abs(arrivedAt(replica.header.delays, i + 1) - truth)).toBeLessThan(0.06);
    });
    expect(Math.abs(returningShare(replica, "often") - 0.6)).toBeLessThan(0.05);
    expect(Math.abs(returningShare(replica, "seldom") - 0.1)).toBeLessThan(0.03);
  });

  it("keeps a published table until it has moved", () => {
    const learner = createLearner({ windowMs });
    const table = (): number => publish(learner, { version: 0, space: 0 }, 1).header.delays.version;
    const before = table();
    expect(table()).toBe(before);
    for (let i = 0; i < 100; i++) countArrival(learner, "a", 1);
    expect(table()).toBeGreaterThan(before);
  });
});

import { describe, expect, it } from "vitest";
import type { Observation } from "../features/observation.ts";
import { absorb, createLearner } from "./learner.ts";
import { publish } from "./publish.ts";
import { install } from "./publication.ts";
import { beginRebuild } from "./rebuild.ts";
import { createReplica, learn, predict } from "./replica.ts";

const DAY_MS = 86_400_000;
const NOW_MS = 20_000 * DAY_MS;
const NOTHING: Observation = { c: [], n: [] };
const shown = (to: number, at: number) => ({ action: "a", count: 1, from: 0, to, at }) as const;

describe("beginRebuild", () => {
  it("takes over another half-life: what is one half-life old counts half", () => {
    const learner = createLearner({ halfLifeMs: null });
    const changed = { ...learner, options: { ...learner.options, halfLifeMs: DAY_MS } };
    const fresh = beginRebuild(changed);
    absorb(fresh, NOTHING, [shown(1, NOW_MS - DAY_MS)], NOW_MS - DAY_MS);
    absorb(fresh, NOTHING, [shown(0, NOW_MS)], NOW_MS);
    expect(fresh.actions.get("a")?.statistics.n).toBeCloseTo(1.5, 9);
  });

  it("of a learner that has seen nothing is as wide as a new one", () => {
    const learner = createLearner({ dimension: 64 });
    const fresh = beginRebuild(learner);
    expect(fresh.replica.header.space.dimension).toBe(learner.replica.header.space.dimension);
    expect(fresh.replica.header.space.version).toBe(1);
  });

  it("gives replicas nothing that blows up what they learn themselves", () => {
    const learner = createLearner({ halfLifeMs: 30 * DAY_MS });
    const replica = createReplica(160);
    install(replica, publish(beginRebuild(learner), { version: 0, space: 0 }, 1e9));
    learn(replica, NOTHING, [shown(0.5, NOW_MS)]);
    expect(replica.actions.get("a")?.n).toBe(1);
    expect(predict(replica, NOTHING, "a").mean).toBeLessThanOrEqual(0.5);
  });
});

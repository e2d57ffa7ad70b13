import { initialSpace } from "../features/space.ts";
import { allocateSpace } from "../features/allocate.ts";
import type { Learner } from "./learner.ts";
import { createLearner, REBUILD_SCHEDULE } from "./learner.ts";

/** Whether enough was seen since the feature space was made for a better one. */
export function dueForRebuild(learner: Learner): boolean {
  return learner.activated >= learner.rebuildAt;
}

/**
 * A fresh learner whose feature space is made from what the old one has seen. The caller replays the
 * retained log through `absorb` and switches at once; the old learner is left as it is.
 */
export function beginRebuild(learner: Learner): Learner {
  const { header } = learner.replica;
  const { dimension, halfLifeMs } = learner.options;
  const version = header.space.version + 1;
  const space =
    learner.activated === 0
      ? { ...initialSpace(dimension), version }
      : allocateSpace(learner.census, dimension, version);
  // Another half-life counts its ticks differently; from 0 the first event brings it up to now.
  const tick = halfLifeMs === header.halfLifeMs ? header.tick : 0;
  const fresh = createLearner(learner.options, { ...header, space, halfLifeMs, tick });
  fresh.version = learner.version + 1;
  fresh.rebuildAt = REBUILD_SCHEDULE.find((due) => due > learner.activated) ?? Infinity;
  fresh.refitAt = 0;
  fresh.replaying = true;
  return fresh;
}

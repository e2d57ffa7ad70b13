import type { Learner, LearnerAction } from "./learner.ts";
import { createLearner, learnerAction, REBUILD_SCHEDULE } from "./learner.ts";
import { createReplica } from "./replica.ts";
import type { Statistics } from "./statistics.ts";
import { scaleStatistics } from "./statistics.ts";

/**
 * A learner that knows what this one knows and goes its own way: same feature space for good, same
 * prior. What states look like and when rewards come is left to the live learner. The original is
 * left as it is.
 *
 * @param share of the evidence that is kept, 0 to 1: less makes the fork less sure of the same means
 */
export function fork(learner: Learner, share = 1): Learner {
  const forked = createLearner(learner.options, learner.replica.header);
  for (const [name, { version, statistics }] of learner.actions) {
    const kept = copyOf(statistics);
    scaleStatistics(kept, share);
    forked.actions.set(name, learnerAction(version, kept));
    forked.stale.add(name);
  }
  forked.version = learner.version;
  forked.refitAt = learner.refitAt * share;
  forked.rebuildAt = Infinity;
  return forked;
}

/**
 * The live learner, going on from what `version` knows, of the same dimension and half-life. Facts that
 * hold whichever model decided stay: what states look like, when rewards come, how much was decided.
 * Feature space and actions get numbers that no replica has seen, so that all of it is taken over.
 * The next scheduled rebuild waits until the retained log may outweigh what it would forget.
 */
export function continueFrom(live: Learner, version: Learner): Learner {
  const { header } = version.replica;
  const space = { ...header.space, version: live.replica.header.space.version + 1 };
  const actions = new Map<string, LearnerAction>();
  let number = live.version + 1;
  let evidence = 0;
  for (const [name, { statistics }] of version.actions) {
    number += 1;
    evidence += statistics.n;
    actions.set(name, learnerAction(number, copyOf(statistics)));
  }
  const worthwhile = live.activated + evidence;
  return {
    ...live,
    version: number,
    rebuildAt: REBUILD_SCHEDULE.find((due) => due > worthwhile) ?? Infinity,
    refitAt: version.refitAt,
    actions,
    replica: createReplica(live.options.dimension, { ...header, space, version: number }),
    stale: new Set(actions.keys()),
    replaying: false,
  };
}

function copyOf(statistics: Statistics): Statistics {
  return {
    ...statistics,
    products: statistics.products.slice(),
    responses: statistics.responses.slice(),
  };
}

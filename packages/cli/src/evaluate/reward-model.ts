import {
  absorb,
  beginRebuild,
  createLearner,
  createRandom,
  predictAll,
  ranking,
} from "@nextmove/engine";
import type { Learner } from "@nextmove/engine";
import { boundsOf } from "../bounds.ts";
import { WINDOW_MS } from "../simulate/delayed.ts";
import type { LoggedRow } from "./logged-row.ts";

/** Enough that a fold's model has seen most of the log; each is one more pass over it. */
const FOLDS = 5;

/**
 * What a regression expects of each action of each row, fitted without the row's own fold
 * (Chernozhukov et al. 2018): a model that has seen a reward would hide its own errors. It is the
 * engine's: a Bayesian linear one for each action over the features of the state and the position.
 * Nothing beyond the least and greatest reward is expected.
 */
export function predictRewards(rows: readonly LoggedRow[], seed: string): Float64Array[] {
  const random = createRandom(`${seed} folds`);
  const folds = rows.map(() => Math.floor(random() * FOLDS));
  const space = learnerOfAllStates(rows);
  const [least, greatest] = boundsOf(rows.map(({ reward }) => reward));
  const predictions = rows.map(() => new Float64Array());
  for (let fold = 0; fold < FOLDS; fold++) {
    const learner = beginRebuild(space);
    rows.forEach((row, i) => {
      if (folds[i] !== fold) absorbRow(learner, row);
    });
    const replica = ranking(learner);
    rows.forEach(({ observation, actions }, i) => {
      if (folds[i] !== fold) return;
      predictions[i] = Float64Array.from(predictAll(replica, observation, actions), ({ mean }) =>
        Math.min(greatest, Math.max(least, mean)),
      );
    });
  }
  return predictions;
}

/** Knows what states look like: that may be known of every fold. */
function learnerOfAllStates(rows: readonly LoggedRow[]): Learner {
  const learner = createLearner({ windowMs: WINDOW_MS });
  learner.replaying = true;
  for (const row of rows) absorbRow(learner, row);
  return learner;
}

function absorbRow(learner: Learner, { observation, action, reward }: LoggedRow): void {
  absorb(learner, observation, [{ action, count: 1, from: 0, to: reward, at: 0 }], 0);
}

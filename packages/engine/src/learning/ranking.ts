import { refreshTable, returningShares } from "../delays/arrivals.ts";
import { mostEvidentPrecision } from "./evidence.ts";
import type { Learner } from "./learner.ts";
import { FIRST_REFIT_PER_ACTION } from "./learner.ts";
import { settlePosterior, solvePosterior } from "./posterior.ts";
import type { Replica } from "./replica.ts";

/**
 * The learner's own replica, brought up to date: fits the prior when enough was learned since the
 * last time and solves the ranking forms that went stale. Changes the learner; valid until its next
 * change.
 */
export function ranking(learner: Learner): Replica {
  learner.replaying = false;
  solveStale(learner);
  const seen = seenDecisions(learner);
  if (seen >= Math.max(learner.refitAt, FIRST_REFIT_PER_ACTION * learner.actions.size, 1)) {
    learner.refitAt = 2 * seen;
    refit(learner);
  }
  settle(learner);
  return learner.replica;
}

/** What is published with a version, the delays included. */
export function refreshHeader(learner: Learner): void {
  refreshTable(learner.arrivals);
  learner.replica.header = {
    ...learner.replica.header,
    version: learner.version,
    delays: learner.arrivals.table,
    returning: returningShares(learner.arrivals),
  };
}

function seenDecisions(learner: Learner): number {
  let n = 0;
  for (const { statistics } of learner.actions.values()) n += statistics.n;
  return n;
}

function refit(learner: Learner): void {
  const { replica } = learner;
  const statistics = [...learner.actions.values()].map((action) => action.statistics);
  const precision = mostEvidentPrecision(statistics);
  if (precision !== replica.header.precision) {
    replica.header = { ...replica.header, precision };
    for (const [name, action] of learner.actions) {
      learner.stale.add(name);
      learner.version += 1;
      action.version = learner.version;
    }
  }
  solveStale(learner);
}

function solveStale(learner: Learner): void {
  const { replica, stale } = learner;
  for (const name of stale) {
    const action = learner.actions.get(name);
    if (action === undefined) continue;
    replica.actions.set(name, solvePosterior(action.statistics, replica.header.precision));
    action.updates = 0;
    action.unsettled = false;
  }
  stale.clear();
}

/** Means and residuals follow from the exact sums: once here instead of with every term. */
function settle({ replica, actions }: Learner): void {
  for (const [name, action] of actions) {
    const posterior = replica.actions.get(name);
    if (!action.unsettled || posterior === undefined) continue;
    settlePosterior(posterior, action.statistics);
    action.unsettled = false;
  }
}

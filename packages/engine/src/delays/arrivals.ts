import type { DelayTable } from "./delay-table.ts";
import { DELAY_LEVELS, initialDelayTable } from "./delay-table.ts";

/** What is known of one action's rewards: JSON-safe. */
interface ActionArrivals {
  activated: number;
  rewarded: number;
  /** Decisions that have crossed each age. */
  readonly lived: number[];
}

/**
 * When first rewards come, over all actions, and how often, per action. Counted like a life table:
 * arrivals in an interval of ages over the decisions exposed to it, so that young decisions do not
 * count as without reward. JSON-safe.
 */
export interface Arrivals {
  table: DelayTable;
  readonly inInterval: number[];
  readonly actions: Map<string, ActionArrivals>;
}

export type ArrivalsExport = {
  readonly table: DelayTable;
  readonly inInterval: number[];
  readonly actions: [string, ActionArrivals][];
};

/** Decisions' worth of belief in the interval before when an interval has no exposure of its own. */
const SMOOTHING_DECISIONS = 5;
/** Arrivals' worth of belief in the initial table. */
const PRIOR_ARRIVALS = 5;
/** A new version of the table is worth its corrections only if some F moved by more than this. */
const WORTHWHILE_CHANGE = 0.02;

const zeros = (): number[] => Array.from({ length: DELAY_LEVELS }, () => 0);

export function createArrivals(): Arrivals {
  return { table: initialDelayTable(), inInterval: zeros(), actions: new Map() };
}

export function actionArrivals(arrivals: Arrivals, action: string): ActionArrivals {
  let own = arrivals.actions.get(action);
  if (own === undefined) {
    own = { activated: 0, rewarded: 0, lived: zeros() };
    arrivals.actions.set(action, own);
  }
  return own;
}

/** Publishes a new table when the estimate has moved; otherwise the old one stays in force. */
export function refreshTable(arrivals: Arrivals): void {
  const arrived = estimateArrived(arrivals);
  const moved = arrived.some(
    (share, i) => Math.abs(share - (arrivals.table.arrived[i] ?? 1)) > WORTHWHILE_CHANGE,
  );
  if (moved) arrivals.table = { version: arrivals.table.version + 1, arrived };
}

function estimateArrived(arrivals: Arrivals): number[] {
  const shares: number[] = [];
  let previous = 0;
  for (let level = 0; level < DELAY_LEVELS; level++) {
    const count = arrivals.inInterval[level] ?? 0;
    const exposed = exposureAt(arrivals.actions.values(), level);
    // Without exposure an interval is presumed to bring half of what the one before it brings.
    previous = (count + (SMOOTHING_DECISIONS * previous) / 2) / (exposed + SMOOTHING_DECISIONS);
    shares.push(previous);
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  const known = arrivals.inInterval.reduce((sum, count) => sum + count, 0);
  const prior = initialDelayTable().arrived;
  let sum = 0;
  return shares.map((share, i) => {
    sum += share;
    if (i === DELAY_LEVELS - 1) return 1;
    const estimate = total > 0 ? sum / total : 0;
    return (known * estimate + PRIOR_ARRIVALS * (prior[i] ?? 1)) / (known + PRIOR_ARRIVALS);
  });
}

/** Decisions exposed to the interval that ends with age #level; those still inside it count half. */
function exposureAt(actions: Iterable<ActionArrivals>, level: number): number {
  let exposed = 0;
  for (const { activated, lived } of actions) {
    const entered = level === 0 ? activated : (lived[level - 1] ?? 0);
    exposed += (entered + (lived[level] ?? 0)) / 2;
  }
  return Math.max(0, exposed);
}

/** π of each action: the share of its decisions that ever bring a reward, shrunk to that of all. */
export function returningShares(arrivals: Arrivals): { all: number; actions: [string, number][] } {
  const effective = (own: ActionArrivals): number =>
    arrivals.table.arrived.reduce(
      (sum, share, level) =>
        sum + (share - (arrivals.table.arrived[level - 1] ?? 0)) * exposureAt([own], level),
      0,
    );
  let exposed = 0;
  let rewarded = 0;
  for (const own of arrivals.actions.values()) {
    exposed += effective(own);
    rewarded += own.rewarded;
  }
  const share = (count: number, of: number, towards: number): number =>
    Math.min(1, (count + SMOOTHING_DECISIONS * towards) / (of + SMOOTHING_DECISIONS));
  const all = share(rewarded, exposed, 0.5);
  return {
    all,
    actions: [...arrivals.actions].map(([action, own]) => [
      action,
      share(own.rewarded, effective(own), all),
    ]),
  };
}

export function exportArrivals(arrivals: Arrivals): ArrivalsExport {
  return { ...arrivals, actions: [...arrivals.actions] };
}

export function restoreArrivals(exported: ArrivalsExport): Arrivals {
  const { table, inInterval, actions } = structuredClone(exported);
  return { table, inInterval, actions: new Map(actions) };
}

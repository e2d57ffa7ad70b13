/** How many ages between 0 and the window a pending decision's imputed value is corrected at. */
export const DELAY_LEVELS = 14; // each 1.9 times the one before: a correction is never far from its time
/** The first age as a share of the window; of 30 days, 5 minutes. */
const YOUNGEST_SHARE_OF_WINDOW = 1 / 8192;

/** Ages in ms at which imputed values are corrected, log-spaced, the last one the window itself. */
export function delayAges(windowMs: number): number[] {
  const ratio = YOUNGEST_SHARE_OF_WINDOW ** (1 / (DELAY_LEVELS - 1));
  return Array.from({ length: DELAY_LEVELS }, (_, i) =>
    Math.round(windowMs * ratio ** (DELAY_LEVELS - 1 - i)),
  );
}

/**
 * Of the rewards that come within the window, the share that has come by each age. Frozen: what was
 * imputed under a version can be computed again from it.
 */
export interface DelayTable {
  readonly version: number;
  /** Aligned with `delayAges`; ascending, the last one 1. */
  readonly arrived: readonly number[];
}

/** Nothing known: as many rewards between any two of the log-spaced ages. */
export function initialDelayTable(): DelayTable {
  return {
    version: 0,
    arrived: Array.from({ length: DELAY_LEVELS }, (_, i) => (i + 1) / DELAY_LEVELS),
  };
}

/** F for a decision that has crossed `level` of the ages (0: none, F = 0). */
export function arrivedAt(table: DelayTable, level: number): number {
  if (level <= 0) return 0;
  return table.arrived[Math.min(level, table.arrived.length) - 1] ?? 1;
}

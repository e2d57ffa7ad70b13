/** Maps values to percent of a chart's width or height. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  /** 0 at `low`, 100 at `high`; beyond them the edges. */
  percent(value: number): number;
  /** Round values to mark, ascending. */
  readonly ticks: readonly number[];
}

/** 1, 2 or 5 times a power of ten: what people count in. */
const roundStep = (rough: number): number => {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  if (lead <= 1) return power;
  if (lead <= 2) return 2 * power;
  return lead <= 5 ? 5 * power : 10 * power;
};

/** So that no line lies on the edge. */
const MARGIN = 0.06;

/**
 * A scale over some values.
 *
 * @param steps about how many marks to have
 */
export const scaleOver = (values: readonly number[], steps: number): Scale => {
  const known = values.filter(Number.isFinite);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const isFlat = !(most > least);
  const room = isFlat ? Math.max(1, Math.abs(least || 0)) : (most - least) * MARGIN;
  const low = (Number.isFinite(least) ? least : 0) - room;
  const high = (Number.isFinite(most) ? most : 0) + room;
  const step = roundStep((high - low) / steps);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step); tick * step <= high; tick += 1) ticks.push(tick * step);
  const percent = (value: number): number =>
    Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100));
  return { low, high, percent, ticks };
};

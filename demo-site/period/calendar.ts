export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The shop learns for a week before its models are compared. */
export const TRAINING_DAYS = 7;

/** Visitors come in bursts: at these hours of the day (UTC), as many as the weights say. */
const BURSTS: readonly { hour: number; weight: number }[] = [
  { hour: 8, weight: 2 },
  { hour: 12, weight: 3 },
  { hour: 16, weight: 3 },
  { hour: 20, weight: 5 },
];
const WEEKEND_WEIGHT = 1.4;

/** Some hours of the shop: their visitors are decided for when they begin. */
export interface Burst {
  /** ms */
  readonly at: number;
  readonly hour: number;
  readonly weekend: boolean;
  /** Before the period: for learning. */
  readonly isTraining: boolean;
  readonly visits: number;
}

/** The last Monday, 00:00 UTC, from which this many days are over. */
export function startOf(now: number, days: number): number {
  const latest = Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS;
  // 1 January 1970 was a Thursday.
  const weekday = (latest / DAY_MS + 3) % 7;
  return latest - weekday * DAY_MS;
}

/**
 * The bursts of a period and of the training before it.
 *
 * @param start of the period: a Monday, in ms
 * @param visits of the period; the training has as many a day
 */
export function burstsOf(start: number, days: number, visits: number): Burst[] {
  const plan = Array.from({ length: TRAINING_DAYS + days }, (_, index) => {
    const day = index - TRAINING_DAYS;
    const weekend = ((day % 7) + 7) % 7 >= 5;
    return BURSTS.map(({ hour, weight }) => ({
      at: start + day * DAY_MS + hour * HOUR_MS,
      hour,
      weekend,
      isTraining: day < 0,
      weight: weight * (weekend ? WEEKEND_WEIGHT : 1),
    }));
  }).flat();
  const weightOfPeriod = plan.reduce((sum, each) => sum + (each.isTraining ? 0 : each.weight), 0);
  let carried = 0;
  return plan.map(({ weight, ...burst }) => {
    // What rounding leaves comes with the next burst.
    carried += (visits * weight) / weightOfPeriod;
    const whole = Math.floor(carried + 1e-9);
    carried -= whole;
    return { ...burst, visits: whole };
  });
}

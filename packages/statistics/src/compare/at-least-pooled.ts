import type { Arm } from "./arm.ts";

/**
 * Both arms with the variance of both pooled, if the difference of their means is less certain so,
 * else as they are. What follows is the larger of Welch's and Student's standard error.
 *
 * Revenue is rare and skewed: a small arm in which few have bought yet has little variance of its own
 * and a low mean, so it would be proven worse by its own ignorance. With equally many units in both
 * arms the two errors are the same, and nothing changes.
 */
export function atLeastPooled(control: Arm, treatment: Arm): readonly [Arm, Arm] {
  if (control.n < 2 || treatment.n < 2) return [control, treatment];
  const squares = (control.n - 1) * control.variance + (treatment.n - 1) * treatment.variance;
  const pooled = squares / (control.n + treatment.n - 2);
  const ownError = control.variance / control.n + treatment.variance / treatment.n;
  if (ownError >= pooled / control.n + pooled / treatment.n) return [control, treatment];
  return [
    { ...control, variance: pooled },
    { ...treatment, variance: pooled },
  ];
}

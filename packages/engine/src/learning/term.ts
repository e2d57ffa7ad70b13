/**
 * One change to what an action has learned: A += count·xxᵀ, b += x(to − from), Σr² += to² − from²,
 * n += count, each scaled by the forgetting since `at`.
 *
 * An activation is {count 1, from 0, to what is expected}; a reward or a correction {count 0, from
 * what counted before, to what counts now}; a selection that moves to another action {count −1, to
 * 0} on the old and {count 1, from 0} on the new.
 */
export interface Term {
  readonly action: string;
  readonly count: -1 | 0 | 1;
  /** Rewards in any unit, the same for all terms of a learner. */
  readonly from: number;
  readonly to: number;
  /** Activation of the decision, ms since the epoch; all its terms are forgotten alike. */
  readonly at: number;
}

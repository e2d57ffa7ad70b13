import { LEAST_EXPECTED, SAMPLE_RATIO_THRESHOLD, type SampleRatio } from "./sample-ratio.ts";

/**
 * Decisions and an action. Each decision had probabilities to draw by, which may follow from the state
 * and from everything before; the sums are over those that could draw the action.
 */
export type Exposed = {
  /** How often the action was drawn, and how many of these decisions were shown. */
  readonly decided: number;
  readonly shown: number;
  /** Σ (1 if drawn, else 0) − probability: of all decisions, and of those that were shown. */
  readonly excess: number;
  readonly excessShown: number;
  /** Σ probability · (1 − probability), the variance of that. */
  readonly spread: number;
  readonly spreadShown: number;
};

/** How often an action would have been shown had it been as often as others in the states it was drawn in. */
export type EvenExposure = Pick<SampleRatio, "status" | "p"> & { readonly due: readonly number[] };

/** What is known of one action, or of several together. */
type Arm = {
  /** How much oftener than due it was shown. */
  readonly surplus: number;
  readonly variance: number;
  readonly spread: number;
};

/**
 * Whether what was drawn was shown equally often whatever it was. If not, being shown, or being reported
 * as shown, depends on the action, as where it leads to another page before its report is on its way; and
 * what is learned from those that were shown is about others.
 *
 * How often actions were shown cannot just be compared: one may be drawn more often in states in which
 * less is shown, as on phones. Within a state, though, whether a decision is shown has nothing to do with
 * what the dice said. So with S = 1 for a decision that was shown, s the share of all that were, and p its
 * probability to draw the action, the sum of (S − s)(drawn − p) is a martingale of variance
 * Σ (S − s)² p(1 − p), and how likely it gets so far from 0 is bounded by Freedman's inequality (Annals of
 * Probability 1975, theorem 1.6), of whatever size. Of several actions the one farthest off counts
 * (Bonferroni); what is due too few showings is taken together.
 */
export function evenExposure(actions: readonly Exposed[]): EvenExposure {
  const share = sum(actions, "shown") / sum(actions, "decided");
  const arms = actions.map((action) => armOf(action, share));
  const due = actions.map(({ shown }, i) => shown - (arms[i]?.surplus ?? 0));
  const isRare = ({ spread }: Arm) => !(spread * Math.min(share, 1 - share) >= LEAST_EXPECTED);
  const judged = [...arms.filter((arm) => !isRare(arm)), together(arms.filter(isRare))].filter(
    (arm) => !isRare(arm),
  );
  if (judged.length === 0) return { status: "too_few", p: 1, due };

  const largestStep = Math.max(share, 1 - share);
  const p = Math.min(
    1,
    ...judged.map(
      ({ surplus, variance }) =>
        2 *
        judged.length *
        Math.exp(-(surplus ** 2) / (2 * (variance + (largestStep * Math.abs(surplus)) / 3))),
    ),
  );
  return { status: p < SAMPLE_RATIO_THRESHOLD ? "mismatch" : "fine", p, due };
}

function armOf(action: Exposed, share: number): Arm {
  const { excess, excessShown, spread, spreadShown } = action;
  return {
    surplus: excessShown - share * excess,
    variance: (1 - 2 * share) * spreadShown + share ** 2 * spread,
    spread,
  };
}

/** Drawing one is not drawing the others, so the variances add up to more than that of the sum. */
const together = (arms: readonly Arm[]): Arm => ({
  surplus: sum(arms, "surplus"),
  variance: sum(arms, "variance"),
  spread: sum(arms, "spread"),
});

function sum<Key extends string>(all: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return all.reduce((total, each) => total + each[key], 0);
}

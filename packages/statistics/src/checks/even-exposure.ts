import { chiSquareSurvival } from "../distributions/chi-square.ts";
import { LEAST_EXPECTED, SAMPLE_RATIO_THRESHOLD, type SampleRatio } from "./sample-ratio.ts";

/** How often an action was decided, and how many of these decisions were shown. */
export type Exposed = { readonly decided: number; readonly shown: number };

/**
 * Whether what was decided was shown equally often whatever it was (χ² of homogeneity). If not, being
 * shown, or being reported as shown, depends on the action, as where it leads to another page before
 * its report is on its way; and what is learned from those that were shown is about others. Or the
 * action is drawn more often in states in which less is shown, as on phones: that alone misleads nobody
 * who learns from the state.
 *
 * Actions that are due too few showings are taken together.
 */
export function evenExposure(actions: readonly Exposed[]): SampleRatio {
  const all = total(actions);
  const share = all.shown / all.decided;
  const isRare = ({ decided }: Exposed) => decided * Math.min(share, 1 - share) < LEAST_EXPECTED;
  const arms = [
    ...actions.filter((action) => !isRare(action)),
    total(actions.filter((action) => isRare(action))),
  ].filter((arm) => !isRare(arm));
  if (arms.length < 2) return { status: "too_few", chiSquare: 0, p: 1 };

  const chiSquare = arms
    .map(({ decided, shown }) => (shown - decided * share) ** 2 / (decided * share * (1 - share)))
    .reduce((sum, each) => sum + each, 0);
  const p = chiSquareSurvival(chiSquare, arms.length - 1);
  return { status: p < SAMPLE_RATIO_THRESHOLD ? "mismatch" : "fine", chiSquare, p };
}

const total = (actions: readonly Exposed[]): Exposed => ({
  decided: actions.reduce((sum, { decided }) => sum + decided, 0),
  shown: actions.reduce((sum, { shown }) => sum + shown, 0),
});

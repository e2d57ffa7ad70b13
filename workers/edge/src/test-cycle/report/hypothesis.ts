import type { ComparisonFigures, HypothesisFigures, TestCyclePeriod } from "@nextmove/contract";

const stateOf = (
  expected: number | undefined,
  observed: ComparisonFigures["difference"] | undefined,
): HypothesisFigures["state"] => {
  if (expected === undefined) return "none";
  if (observed?.lower == null || observed.upper === null) return "unknown";
  if (observed.lower >= expected) return "met";
  return observed.upper < expected ? "missed" : "open";
};

/** What was expected of the test, against what it brought over the reference. */
export const hypothesisOf = (
  { hypothesis }: TestCyclePeriod,
  comparisons: readonly ComparisonFigures[],
): HypothesisFigures => {
  const observed = comparisons.find(({ against }) => against === "reference")?.difference;
  const { text, expectedRevenue, minimumEffect, plannedSessions } = hypothesis;
  return {
    ...(text === undefined ? {} : { text }),
    ...(expectedRevenue === undefined ? {} : { expected: expectedRevenue }),
    ...(minimumEffect === undefined ? {} : { minimumEffect }),
    ...(plannedSessions === undefined ? {} : { plannedSessions }),
    observed: observed ?? null,
    state: stateOf(expectedRevenue, observed),
  };
};

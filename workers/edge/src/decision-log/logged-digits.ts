/** A propensity divides rewards when policies are compared: far more digits than the data can tell. */
const PROBABILITY_DIGITS = 9;
const SCORE_DIGITS = 6;

/** A propensity as it is logged. */
export const loggedProbability = (value: number): number =>
  Number(value.toPrecision(PROBABILITY_DIGITS));

/** A score as it is logged. */
export const loggedScore = (value: number): number => Number(value.toPrecision(SCORE_DIGITS));

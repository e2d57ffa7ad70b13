/** The longest wait before the second try; doubled with each that follows. */
const FIRST_MS = 5_000;
/** A few tries a day in the end. */
const LONGEST_MS = 6 * 3_600_000;
/** No draw leaves an endpoint without a breath. */
const SHORTEST_MS = 500;

/**
 * How long to wait after try number `attempts` has failed: a draw from all of the span ("full jitter"),
 * so that what failed together does not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param random in [0, 1)
 */
export const fullJitterMs = (
  attempts: number,
  random: () => number,
  { first = FIRST_MS, longest = LONGEST_MS } = {},
): number => SHORTEST_MS + Math.floor(random() * Math.min(longest, first * 2 ** (attempts - 1)));

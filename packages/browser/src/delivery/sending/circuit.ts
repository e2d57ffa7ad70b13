/** A blip is over in a second. */
const FIRST_BACKOFF_MS = 1000;

/** After this many failures it is no blip, but a blocker or an outage. */
export const OPEN_AFTER_FAILURES = 5;

/** While open, one attempt per minute: the journal keeps the events, so there is no hurry. */
const OPEN_MS = 60_000;

/** More patience than this is the next page's business. */
const MAX_RETRY_AFTER_MS = 300_000;

/**
 * How long to leave the edge alone after failing: full jitter (uniform up to a limit that doubles each
 * time, so that visitors cut off together do not come back together), then, while the circuit is
 * open, a minute at a time. What the edge asks for in Retry-After is the least that is waited; its
 * form as a date is not read.
 *
 * @param failures in a row, this one included
 * @param random uniform in [0, 1)
 */
export function backoffMs(
  failures: number,
  random: number,
  retryAfter: string | null | undefined,
): number {
  const wait =
    failures >= OPEN_AFTER_FAILURES ? OPEN_MS : random * FIRST_BACKOFF_MS * 2 ** (failures - 1);
  return Math.max(wait, Math.min(Number(retryAfter) * 1000 || 0, MAX_RETRY_AFTER_MS));
}

/** Whether this many failures in a row are more than a blip. */
export const isOpen = (failures: number): boolean => failures >= OPEN_AFTER_FAILURES;

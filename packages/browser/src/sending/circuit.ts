/** Whether it is worth asking the edge now. */
export interface Circuit {
  /** Attempts without an answer since the last success. */
  readonly failures: number;
  /** No attempt before this time, in ms since 1970. */
  readonly retryAt: number;
}

export const CLOSED: Circuit = { failures: 0, retryAt: 0 };

/** A blip is over in a second. */
const FIRST_BACKOFF_MS = 1000;

/** After so many failures it is no blip: a blocker, or an outage. */
const OPEN_AFTER_FAILURES = 5;

/** While open, one attempt per minute: the journal keeps the events, so there is no hurry. */
const OPEN_MS = 60_000;

/** More patience than this is the next page's business. */
const MAX_RETRY_AFTER_MS = 300_000;

/**
 * The circuit after a failure: full jitter (uniform up to a limit that doubles each time, so that
 * visitors cut off together do not come back together), then open for a minute at a time. What the
 * edge asks for in Retry-After is the least that is waited; its form as a date is not read.
 */
export function afterFailure(
  { failures }: Circuit,
  now: number,
  random: number,
  retryAfter: string | null | undefined,
): Circuit {
  const jitter = random * FIRST_BACKOFF_MS * 2 ** failures;
  const wait = failures + 1 < OPEN_AFTER_FAILURES ? jitter : OPEN_MS;
  const asked = Math.min(Number(retryAfter) * 1000 || 0, MAX_RETRY_AFTER_MS);
  return { failures: failures + 1, retryAt: now + Math.max(wait, asked) };
}

/** Whether it is no blip any more. */
export const isOpen = ({ failures }: Circuit): boolean => failures >= OPEN_AFTER_FAILURES;

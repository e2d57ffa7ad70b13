import { fullJitterMs } from "./backoff.ts";

/** workerd lets one object have six connections under way. */
const CONCURRENT_LIMIT = 6;
/** After this many failures in a row the endpoint is left alone. */
const OPENS_AFTER_FAILURES = 10;
/** A host that is not there says little of what was sent, and under `npm start` workerd writes each try to the console. */
const UNREACHED_COUNTS = 5;
const OPEN_SPAN = { first: 10_000, longest: 15 * 60_000 };

/** What the answers of an endpoint say about calling it at all: a circuit breaker. */
export interface Gate {
  /** Failures since the last success; see `UNREACHED_COUNTS`. */
  failures: number;
  /** Times in a row that it was opened; 0 while it is closed. */
  opened: number;
  /** Nothing is sent before this, ms. */
  openUntil: number;
  /** Nothing is sent before this because the endpoint has asked for it, ms. */
  pausedUntil: number;
}

export const CLOSED: Gate = { failures: 0, opened: 0, openUntil: 0, pausedUntil: 0 };

/** When something may be sent again, ms; in the past when it may now. */
export const sendableAt = ({ openUntil, pausedUntil }: Gate): number =>
  Math.max(openUntil, pausedUntil);

/** How many requests may be under way: one alone when it has to show that the endpoint is well again. */
export const allowed = (gate: Gate, now: number): number =>
  now < sendableAt(gate) ? 0 : gate.opened > 0 ? 1 : CONCURRENT_LIMIT;

export const breakerState = (gate: Gate, now: number): "closed" | "open" | "half_open" =>
  now < gate.openUntil ? "open" : gate.opened > 0 ? "half_open" : "closed";

export const afterSuccess = (gate: Gate): Gate => ({ ...CLOSED, pausedUntil: gate.pausedUntil });

/**
 * @param failure `retryAfterMs`: what the endpoint asked for; `whole`: it says so of the endpoint, not of
 * what was sent; `unreached`: nobody answered
 */
export const afterFailure = (
  gate: Gate,
  failure: { retryAfterMs?: number | undefined; whole: boolean; unreached?: boolean },
  now: number,
  random: () => number,
): Gate => {
  const failures = gate.failures + (failure.unreached ? UNREACHED_COUNTS : 1);
  const pausedUntil = Math.max(gate.pausedUntil, now + (failure.retryAfterMs ?? 0));
  // Those that were under way when it opened say nothing new.
  const isOpen = now < gate.openUntil;
  const opens = failure.whole || gate.opened > 0 || failures >= OPENS_AFTER_FAILURES;
  if (isOpen || !opens) return { ...gate, failures, pausedUntil };
  const opened = gate.opened + 1;
  const openUntil = now + fullJitterMs(opened, random, OPEN_SPAN);
  return { failures, opened, openUntil, pausedUntil };
};

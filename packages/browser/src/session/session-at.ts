import type { Session } from "../api.ts";
import { isRecord } from "../shape.ts";

/** Google Analytics' default. */
const IDLE_LIMIT_MS = 30 * 60 * 1000;

/** A session as it is kept between pages. */
export interface RunningSession {
  readonly session: Session;
  /** Its last event, ms since 1970. */
  readonly lastAt: number;
  /** The campaign that brought the visitor, as its address named it. */
  readonly campaign?: string | undefined;
}

export const isRunning = (value: unknown): value is RunningSession =>
  isRecord(value) && typeof value["lastAt"] === "number" && isRecord(value["session"]);

const dayOf = (at: number): string => new Date(at).toDateString();

/**
 * The session of an event: the running one, or the next after 30 minutes without an event, at
 * midnight where the visitor is, and when another campaign brings the visitor
 * (https://support.google.com/analytics/answer/2731565, the rules that shops know from reports).
 */
export function sessionAt(
  running: RunningSession | undefined,
  at: number,
  campaign: string | undefined,
  newId: () => string,
): RunningSession {
  const isOver =
    !running ||
    // Either way: a clock that was ahead and is put right would not let it end.
    Math.abs(at - running.lastAt) > IDLE_LIMIT_MS ||
    // What waited for consent may be older than the last event.
    (at > running.lastAt && dayOf(at) !== dayOf(running.lastAt)) ||
    (campaign !== undefined && campaign !== running.campaign);
  if (!isOver) return { ...running, lastAt: Math.max(at, running.lastAt) };
  const number = (running?.session.number ?? 0) + 1;
  return { session: { id: newId(), number, startedAt: at }, lastAt: at, campaign };
}

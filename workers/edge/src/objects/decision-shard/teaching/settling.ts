import type { EventLog } from "../../../decision-log/event-log.ts";
import type { TickEvent } from "../../../decision-log/events.ts";
import type { ShownLog } from "./shown-log.ts";

/**
 * A decision crosses age number `level` when it is that old, or earlier once this many events have
 * come after it: 8, 48, 288, ... Expectations that wait for the clock alone would feed on themselves
 * where thousands of decisions are made within the youngest age.
 */
const FIRST_CROSSING_EVENTS = 8;
const CROSSING_GROWTH = 6;
/** Decisions one tick looks at per age; a busy shard ticks again at once. */
const TICK_LIMIT_EVENTS = 500;
/** A shard at rest ticks when a crossing is this much of its age overdue, so that a tick covers several ... */
const REST_SLACK_SHARE = 2;
/** ... but not so late that the last one falls behind the retention. */
const LONGEST_REST_SLACK_MS = 3_600_000;
/** Events between ticks of a busy shard: often while little is known, then as rarely as it sends batches. */
const SHORTEST_SPACING_EVENTS = 8;
const LONGEST_SPACING_EVENTS = 200;
const SPACING_SHARE = 1 / 16;

/** Up to which event each age has been crossed; never further than the age before it. */
export type Watermarks = readonly number[];

/** How many ages the decision activated at `seq` has crossed. */
export const levelOf = (watermarks: Watermarks, seq: number): number =>
  watermarks.filter((watermark) => watermark >= seq).length;

/** Whether this many events have come since the last tick that another is worth its rows. */
export const isTickWorthwhile = (lastSeq: number, tickedSeq: number): boolean => {
  const spacing = Math.max(SHORTEST_SPACING_EVENTS, lastSeq * SPACING_SHARE);
  return lastSeq - tickedSeq >= Math.min(LONGEST_SPACING_EVENTS, spacing);
};

// Only what was shown crosses ages. If ticks did, each would call for the next, for ever.

/** When a shard at rest has to tick, or null when nothing is left to cross. */
export const nextCrossing = (
  shown: Pick<ShownLog, "firstAfter">,
  watermarks: Watermarks,
  agesMs: readonly number[],
): number | null => {
  const dues = agesMs.flatMap((ageMs, level) => {
    const next = shown.firstAfter(watermarks[level] ?? 0);
    const slackMs = Math.min(LONGEST_REST_SLACK_MS, ageMs * REST_SLACK_SHARE);
    return next ? [next.at + ageMs + slackMs] : [];
  });
  return dues.length > 0 ? Math.min(...dues) : null;
};

/**
 * The watermarks, each moved up to just before the decision it waits for: a shard that wakes again
 * need not look for it among all that was decided and never shown.
 */
export const skipUnshown = (
  shown: Pick<ShownLog, "firstAfter">,
  lastSeq: number,
  watermarks: Watermarks,
  agesMs: readonly number[],
): Watermarks =>
  agesMs.map((_, level) => {
    const from = watermarks[level] ?? 0;
    const next = shown.firstAfter(from);
    return next ? next.seq - 1 : Math.max(from, lastSeq);
  });

/**
 * The tick that is due, or null when no decision has crossed an age since the last one.
 *
 * @param lastSeq the events to count: those before the first of several ticks in a row, or each
 *   would push the next decision over its age
 */
export const dueTick = (
  log: Pick<EventLog, "lastSeq" | "lastUntil">,
  lastSeq: number,
  shown: Pick<ShownLog, "firstAfter">,
  watermarks: Watermarks,
  agesMs: readonly number[],
  now: number,
): Omit<TickEvent, "seq"> | null => {
  let below = lastSeq;
  const to = agesMs.map((ageMs, level) => {
    const from = watermarks[level] ?? 0;
    const next = shown.firstAfter(from);
    const byEvents = lastSeq - FIRST_CROSSING_EVENTS * CROSSING_GROWTH ** level;
    const byAge = next && next.at + ageMs <= now ? log.lastUntil(now - ageMs) : 0;
    const reached = Math.min(below, Math.max(byEvents, byAge));
    const moves = next !== undefined && next.seq <= reached;
    below = moves ? Math.min(reached, next.seq - 1 + TICK_LIMIT_EVENTS) : from;
    return below;
  });
  if (to.every((watermark, level) => watermark === (watermarks[level] ?? 0))) return null;
  const from = agesMs.map((_, level) => watermarks[level] ?? 0);
  return {
    kind: "tick",
    queryId: "",
    dedupeKey: String(log.lastSeq),
    body: { at: now, from, to },
  };
};

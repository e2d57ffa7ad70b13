import type { EventLog } from "./event-log.ts";
import type { TickEvent } from "./events.ts";

/** Crossings wait a share of their age, so that a tick covers many decisions at once ... */
const SLACK_SHARE = 0.25;
/** ... but not so long that the last one falls behind the retention. */
const LONGEST_SLACK_MS = 3_600_000;
/** Decisions one tick looks at; a busy shard ticks again at once. */
const TICK_LIMIT_EVENTS = 500;

/** Up to which event each age has been crossed. */
export type Watermarks = readonly number[];

const dueAfter = (ageMs: number): number => ageMs + Math.min(LONGEST_SLACK_MS, ageMs * SLACK_SHARE);

/** How many ages the decision activated at `seq` has crossed. */
export const levelOf = (watermarks: Watermarks, seq: number): number =>
  watermarks.filter((watermark) => watermark >= seq).length;

// Only what was shown crosses ages. If ticks did, each would call for the next, for ever.

/** When the next decision crosses an age, or null when none is left to. */
export const nextCrossing = (
  log: Pick<EventLog, "shownAfter">,
  watermarks: Watermarks,
  agesMs: readonly number[],
): number | null => {
  const dues = agesMs.flatMap((ageMs, level) => {
    const [next] = log.shownAfter(watermarks[level] ?? 0, 1);
    return next ? [next.body.at + dueAfter(ageMs)] : [];
  });
  return dues.length > 0 ? Math.min(...dues) : null;
};

/** The ticks that are due: which events have crossed which ages by `now`. */
export const dueTicks = (
  log: Pick<EventLog, "shownAfter">,
  watermarks: Watermarks,
  agesMs: readonly number[],
  now: number,
): Omit<TickEvent, "seq">[] =>
  agesMs.flatMap((ageMs, level) => {
    const from = watermarks[level] ?? 0;
    const [next] = log.shownAfter(from, 1);
    if (!next || next.body.at + dueAfter(ageMs) > now) return [];
    const crossed = log
      .shownAfter(from, TICK_LIMIT_EVENTS)
      .filter(({ body }) => body.at + ageMs <= now);
    const to = crossed.at(-1)?.seq;
    if (to === undefined) return [];
    return [
      {
        kind: "tick" as const,
        queryId: "",
        dedupeKey: `${level}:${to}`,
        body: { at: now, level, from, to },
      },
    ];
  });

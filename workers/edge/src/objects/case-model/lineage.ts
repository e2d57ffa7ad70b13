import { LIVE_MODEL } from "@nextmove/contract";
import type { Lesson } from "../../protocol/case-model/learning.ts";

/** Whose decisions a line learns from: everybody's, nobody's, or those that one model made. */
export type Source = "all" | "none" | (string & {});

/** A stretch of the shards' logs, and what a line holds of the decisions made in it. */
interface Span {
  /** Last event of each shard's log that it covers, after the span before it. */
  readonly until: Readonly<Record<string, number>>;
  /** When it ended, ms. */
  readonly at: number;
  readonly source: Source;
  /** Of each decision, what share is held: less than 1 after a warm start. */
  readonly share: number;
}

/**
 * Which decisions a line of the model holds. What a decision teaches comes in pieces over weeks, each the
 * difference to the one before; a line must take all pieces of a decision or none, whatever was forked and
 * rolled back in between. Plain JSON.
 */
export interface Lineage {
  /** Oldest first. */
  readonly past: readonly Span[];
  /** Of what comes after them. */
  readonly source: Source;
}

/** Of the line that a case begins with. */
export const FROM_THE_BEGINNING: Lineage = { past: [], source: "all" };

/** Lessons of a decision end with the reward window: 60 days at most, and a day that an event may wait. */
const LESSONS_END_AFTER_MS = 62 * 86_400_000;

/** What share of a lesson a line learns: 0 when it does not hold the decision. */
export const shareOf = (
  { past, source }: Lineage,
  shard: string,
  { since, by = LIVE_MODEL }: Pick<Lesson, "since" | "by">,
): number => {
  const span = past.find(({ until }) => since <= (until[shard] ?? 0));
  const from = span?.source ?? source;
  return from === "all" || from === by ? (span?.share ?? 1) : 0;
};

/**
 * The lineage of a line that goes on from another one.
 *
 * @param cursors up to where each shard's log has been learned
 * @param share of what the other holds that is kept
 * @param source of what comes from now on
 */
export const branch = (
  parent: Lineage,
  cursors: ReadonlyMap<string, number>,
  now: number,
  share: number,
  source: Source,
): Lineage => ({
  past: [
    ...parent.past
      .filter(({ at }) => at > now - LESSONS_END_AFTER_MS)
      .map((span) => ({ ...span, share: span.share * share })),
    { until: Object.fromEntries(cursors), at: now, source: parent.source, share },
  ],
  source,
});

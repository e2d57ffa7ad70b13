import { beginRebuild, type Learner } from "@nextmove/engine";
import type { LessonPage } from "../learning-protocol.ts";
import { absorbLessons } from "./absorb.ts";

interface Deps {
  /** The live learner: it goes on learning while the rebuild reads. */
  learner: Learner;
  /** How far the live learner is in each shard's log, now. */
  cursors(): ReadonlyMap<string, number>;
  /** A page of a shard's retained log after `after`, no further than `upTo`. */
  page(shard: string, after: number, upTo: number): Promise<LessonPage>;
  now(): number;
  /** Lets others have a turn: in one process with its shards a rebuild would keep all visitors waiting. */
  pause(): Promise<void>;
}

/**
 * A learner over a new feature space that has learned the whole retained log, as far as the live one
 * has at the moment this resolves: the caller switches at once, without an await in between.
 */
export const rebuild = async (deps: Deps): Promise<Learner> => {
  const fresh = beginRebuild(deps.learner);
  const read = new Map<string, number>();
  for (;;) {
    const behind = [...deps.cursors()].find(([shard, seq]) => (read.get(shard) ?? 0) < seq);
    if (!behind) return fresh;
    const [shard, seq] = behind;
    const next = await deps.page(shard, read.get(shard) ?? 0, seq);
    absorbLessons(fresh, next, deps.now());
    read.set(shard, next.toSeq);
    await deps.pause();
  }
};

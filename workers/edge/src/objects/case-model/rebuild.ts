import { beginRebuild, type Learner } from "@nextmove/engine";
import type { Lesson, LessonPage } from "../../protocol/case-model/learning.ts";
import { absorbLessons } from "./absorb.ts";

interface Deps {
  /** The live learner: it goes on learning while the rebuild reads. */
  learner: Learner;
  /** How far the live learner is in each shard's log, now. */
  cursors(): ReadonlyMap<string, number>;
  /** A page of what a shard's retained log after `after` has come to by `upTo`. */
  recap(shard: string, after: number, upTo: number): Promise<LessonPage>;
  /** A page of what it teaches after `after`, event by event, up to `upTo`. */
  replay(shard: string, after: number, upTo: number): Promise<LessonPage>;
  /** What share of a shard's lesson the line holds. */
  shareOf(shard: string, lesson: Lesson): number;
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
  const learn = async (shard: string, page: LessonPage): Promise<number> => {
    absorbLessons(fresh, page, deps.now(), (lesson) => deps.shareOf(shard, lesson));
    await deps.pause();
    return page.toSeq;
  };
  const read = new Map<string, number>();
  for (;;) {
    const behind = [...deps.cursors()].find(([shard, seq]) => (read.get(shard) ?? 0) < seq);
    if (!behind) return fresh;
    const [shard, upTo] = behind;
    const known = read.get(shard);
    // What all of the past has come to, first; what has happened meanwhile changes that event by event.
    const next = (after: number): Promise<LessonPage> =>
      known === undefined ? deps.recap(shard, after, upTo) : deps.replay(shard, after, upTo);
    let after = known ?? 0;
    while (after < upTo) after = await learn(shard, await next(after));
    read.set(shard, after);
  }
};

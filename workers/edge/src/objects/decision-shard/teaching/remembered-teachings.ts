import type { Teaching } from "./lessons.ts";
import { BATCH_LIMIT_LESSONS } from "../../../protocol/case-model/learning.ts";

/**
 * Two of the model's batches: what it does not get soon is worked out again. Lessons, not events: after
 * a rest one tick teaches as much as hundreds of decisions.
 */
const REMEMBERED_LESSONS = 2 * BATCH_LIMIT_LESSONS;

/** What an event takes: those that teach nothing have an entry, too. */
const sizeOf = ({ lessons }: Teaching): number => 1 + lessons.length;

/** What the latest events teach, by seq: the model is told what was worked out when they were stored. */
export class RememberedTeachings {
  /** Oldest first. */
  readonly #teachings = new Map<number, Teaching>();
  #size = 0;

  of(seq: number): Teaching | undefined {
    return this.#teachings.get(seq);
  }

  add(seq: number, teaching: Teaching): void {
    this.#teachings.set(seq, teaching);
    this.#size += sizeOf(teaching);
    for (const [oldest, each] of this.#teachings) {
      if (this.#size <= REMEMBERED_LESSONS) return;
      this.#teachings.delete(oldest);
      this.#size -= sizeOf(each);
    }
  }
}

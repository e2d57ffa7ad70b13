import type { JournalEvent } from "../journal/event.ts";
import { type Batch, inBatches } from "./batches.ts";
import type { Answer } from "./post.ts";
import { judge } from "./verdict.ts";

export interface DrainDeps {
  readonly post: (batch: Batch) => Promise<Answer>;
  /** Confirmed: the edge has these events of the batch. */
  readonly sent: (batch: Batch, eventIds: readonly string[]) => void;
  /** Refused for good. */
  readonly refused: (reason: string, eventIds: readonly string[]) => void;
}

/**
 * Sends events in order, one request at a time, until all are settled or the edge does not answer;
 * then the answer that was none is returned, and the rest stays where it is.
 */
export async function drain(
  events: readonly JournalEvent[],
  { post, sent, refused }: DrainDeps,
): Promise<Answer | undefined> {
  for (const batch of inBatches(events)) {
    const answer = await post(batch);
    const refusals = judge(answer, batch.length);
    if (!refusals) return answer;
    const ids = batch.map(({ id }) => id);
    refusals.forEach((reason, index) => refused(reason, ids.slice(index, index + 1)));
    const stored = ids.filter((_, index) => !refusals.has(index));
    if (stored.length > 0) sent(batch, stored);
  }
  return undefined;
}

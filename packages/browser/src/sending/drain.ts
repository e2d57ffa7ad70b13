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
 * Sends events in order, one request at a time, until all are settled or the edge does not take
 * one now; then its answer is returned, and that event and what follows stay where they are.
 */
export async function drain(
  events: readonly JournalEvent[],
  { post, sent, refused }: DrainDeps,
): Promise<Answer | undefined> {
  for (const batch of inBatches(events)) {
    const answer = await post(batch);
    const fates = judge(answer, batch.length);
    const stored: string[] = [];
    batch.forEach(({ id }, index) => {
      const fate = fates[index];
      if (fate === "stored") stored.push(id);
      else if (typeof fate === "object") refused(fate.refused, [id]);
    });
    if (stored.length > 0) sent(batch, stored);
    if (fates.includes("unknown")) return answer;
  }
  return undefined;
}

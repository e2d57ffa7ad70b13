import type { Entry } from "../journal/entry.ts";
import { type Envelope, inEnvelopes } from "./envelopes.ts";
import type { Answer } from "./post.ts";
import { isPassing, refusalsIn } from "./verdict.ts";

export interface DrainDeps {
  readonly post: (envelope: Envelope) => Promise<Answer>;
  /** Confirmed: the edge knows of these entries of the envelope. */
  readonly sent: (entries: readonly Entry[]) => void;
  /** Refused for good. */
  readonly refused: (reason: string, entry: Entry) => void;
}

/**
 * Sends entries in order, one request at a time, until all are settled or the edge does not take
 * one now; then its answer is returned, and that entry and what follows stay where they are.
 */
export async function drain(
  entries: readonly Entry[],
  { post, sent, refused }: DrainDeps,
): Promise<Answer | undefined> {
  for (const envelope of inEnvelopes(entries)) {
    const answer = await post(envelope);
    const refusalAt = refusalsIn(answer);
    if (!refusalAt) return answer;
    let position = 0;
    let isDone = true;
    const known = envelope.filter((entry) => {
      // What was dropped is no event there; when not even that is taken, it is let go.
      const refusal = entry.dropped ? "" : refusalAt(position++);
      if (isPassing(refusal)) isDone = false;
      else if (refusal) refused(refusal, entry);
      return !refusal;
    });
    sent(known);
    if (!isDone) return answer;
  }
  return undefined;
}

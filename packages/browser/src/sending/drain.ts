import type { Entry } from "../journal/entry.ts";
import { type Envelope, inEnvelopes } from "./envelopes.ts";
import type { Answer } from "./post.ts";
import { judge } from "./verdict.ts";

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
    const fateAt = judge(answer);
    const known: Entry[] = [];
    let position = 0;
    let isDone = true;
    for (const entry of envelope) {
      const fate = fateAt(entry.dropped ? undefined : position++);
      if (fate === "unknown") isDone = false;
      // When not even that it was dropped is taken, it is let go.
      else if (fate === "stored" || entry.dropped) known.push(entry);
      else refused(fate.refused, entry);
    }
    if (known.length > 0) sent(known);
    if (!isDone) return answer;
  }
  return undefined;
}

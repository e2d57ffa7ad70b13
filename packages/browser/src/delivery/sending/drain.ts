import type { Entry } from "../../storage/entry.ts";
import { type Envelope, inEnvelopes } from "./envelopes.ts";
import type { Answer } from "./post.ts";
import { refusalsIn } from "./verdict.ts";

/**
 * Sends entries in order, one request at a time, until all are settled or the edge does not take
 * one now; then its answer is returned, and that entry and what follows stay where they are.
 *
 * @param sent confirmed: the edge knows of these entries of the envelope
 * @param refused for good
 */
export async function drain(
  entries: readonly Entry[],
  post: (envelope: Envelope) => Promise<Answer>,
  sent: (entries: readonly Entry[]) => void,
  refused: (reason: string, entry: Entry) => void,
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
      // Then it is the edge that is not ready, and the event may be taken another time: sending it
      // again is safe, because it has an id.
      if (/^(newer_epoch|overloaded|rate_limited|internal)$/.test(refusal)) isDone = false;
      else if (refusal) refused(refusal, entry);
      return !refusal;
    });
    sent(known);
    if (!isDone) return answer;
  }
  return undefined;
}

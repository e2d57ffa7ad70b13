import { type Episode, foldEpisode } from "./episode.ts";
import type { DecisionEvent } from "./events.ts";
import type { Journal } from "./journal.ts";

/** What had been waiting for a decision that was made elsewhere. */
const attachedTo = ({ selections, rewards }: Episode) =>
  selections.length + rewards.length === 0
    ? {}
    : { attached: { selections: selections.length, rewards: rewards.length } };

/**
 * Takes up a decision that the Catalog has made, so that its selections and rewards find it. Sent at
 * least once, kept once.
 *
 * @param now time of receipt: the log is in order of time
 * @returns false when another decision has the id: the list was shown, but nothing can refer to it
 */
export const adopt = (
  journal: Journal,
  { queryId, body }: Pick<DecisionEvent, "queryId" | "body">,
  now: number,
): boolean => {
  const known = foldEpisode(journal.log.ofQuery(queryId), now);
  if (known.decision) return known.decision.body.fingerprint === body.fingerprint;
  journal.record({
    kind: "decision",
    queryId,
    dedupeKey: "",
    body: { ...body, at: now, ...attachedTo(known) },
  });
  if (known.selections.length + known.rewards.length > 0) journal.storage.attach(queryId);
  return true;
};

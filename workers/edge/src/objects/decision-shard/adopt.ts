import { type Episode, foldEpisode } from "../../decision-log/episode.ts";
import type { DecisionEvent, ShardEvent } from "../../decision-log/events.ts";
import type { Journal } from "./journal/journal.ts";

/** What had been waiting for a decision that was made elsewhere. */
const attachedTo = ({ selections, rewards }: Episode) =>
  selections.length + rewards.length === 0
    ? {}
    : { attached: { selections: selections.length, rewards: rewards.length } };

/** A decision that the Catalog has made. */
type Adopted = Pick<DecisionEvent, "queryId" | "body">;

/**
 * Takes up decisions that the Catalog has made, so that their selections and rewards find them. Sent at
 * least once, kept once.
 *
 * @param now time of receipt: the log is in order of time
 * @returns the ids that another decision has: the list was shown, but nothing can refer to it
 */
export const adopt = (journal: Journal, decisions: readonly Adopted[], now: number): string[] => {
  const ids = decisions.map(({ queryId }) => queryId);
  // Together: next to none is there, and to look for one takes as long as to store it.
  const stored = journal.log.ofQueries(ids, Number.NEGATIVE_INFINITY);
  const refused = decisions.filter(
    (decision) => !adoptOne(journal, decision, stored.get(decision.queryId) ?? [], now),
  );
  return refused.map(({ queryId }) => queryId);
};

const adoptOne = (
  journal: Journal,
  { queryId, body }: Adopted,
  stored: readonly ShardEvent[],
  now: number,
): boolean => {
  const known = foldEpisode(stored, now);
  if (known.decision) return known.decision.body.fingerprint === body.fingerprint;
  const decision = { ...body, at: now, ...attachedTo(known) };
  const event = { kind: "decision", queryId, dedupeKey: "", body: decision } as const;
  journal.record(event, known, stored.length === 0);
  if (known.selections.length + known.rewards.length > 0) journal.storage.attach(queryId);
  return true;
};

import type { Problem } from "../../failure-streak.ts";
import type { Journal } from "./journal/journal.ts";

/**
 * How a shard stands, for the status of its case.
 *
 * @param problem what keeps the model or the Catalog from being told
 */
export const standingOf = (
  { log, state, model, storage }: Journal,
  label: string,
  now: number,
  problem: Problem | null,
) => {
  const [oldest] = log.after(state.acknowledged, 1);
  return {
    standing: {
      shard: label,
      last_seq: log.lastSeq,
      absorbed_seq: state.acknowledged,
      staleness_ms: oldest ? Math.max(0, now - oldest.body.at) : 0,
      model_version: model.held.version,
      ...(problem ? { problem } : {}),
    },
    waiting: storage.waiting,
    unattached: state.unattached,
    rowsWritten: log.rowsWritten,
  };
};

import type { Tally } from "../../../protocol/case-model/learning.ts";
import type { DecisionBody, ShardEvent } from "../../../decision-log/events.ts";
import { ExposureCounts } from "../../../decision-log/exposure-counts.ts";

type Count = (key: string, times?: number) => void;

const countDecision = (body: DecisionBody, count: Count, exposure: ExposureCounts): void => {
  const { mode, attached } = body;
  count("decisions");
  count(`mode:${mode}`);
  exposure.addDecided(body);
  if (attached === undefined) return;
  if (attached.selections > 0 && !attached.offPolicy) exposure.addShown(body);
  count("selections", attached.selections);
  count("rewards", attached.rewards);
  if (attached.offPolicy) count("offPolicy");
  count("unattached", attached.strangers ?? 0);
  count("mismatches", attached.mismatches ?? 0);
};

const countEvent = (event: ShardEvent, count: Count): void => {
  switch (event.kind) {
    case "select":
      // What waits counts once its decision has come: see `attached`.
      if (event.body.pending) return;
      count("selections");
      if (event.body.offPolicy) count("offPolicy");
      return;
    case "reward":
      if (event.body.pending) return;
      count("rewards");
      if (event.body.expired) count("expired");
      if (event.body.mismatch) count("mismatches");
      return;
    case "decision":
    case "tick":
  }
};

/**
 * Counts events for the status of the case.
 *
 * @param decisionOf a query's decision, stored not long before `at`
 */
export const tally = (
  events: readonly ShardEvent[],
  decisionOf: (queryId: string, at: number) => DecisionBody | undefined,
): Tally => {
  const counts: Tally = {};
  const count: Count = (key, times = 1) => {
    if (times > 0) counts[key] = (counts[key] ?? 0) + times;
  };
  const exposure = new ExposureCounts();
  for (const event of events) {
    if (event.kind === "decision") {
      if (event.body.mode !== "test") countDecision(event.body, count, exposure);
      continue;
    }
    countEvent(event, count);
    const isShown = event.kind === "select" && event.body.shows;
    const shown = isShown ? decisionOf(event.queryId, event.body.at) : undefined;
    if (shown) exposure.addShown(shown);
  }
  return { ...counts, ...Object.fromEntries(exposure.entries()) };
};

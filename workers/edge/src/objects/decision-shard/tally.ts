import type { Tally } from "../learning-protocol.ts";
import { awaitsShowing } from "./decide.ts";
import type { DecisionBody, ShardEvent } from "./events.ts";

/** What a page says is shown or not, of the action that was drawn; `exposure.ts` compares them. */
export const DECIDED = "decided:";
export const SHOWN = "shown:";

type Count = (key: string, times?: number) => void;

const countDecision = (body: DecisionBody, count: Count): void => {
  const { mode, attached, order } = body;
  count("decisions");
  count(`mode:${mode}`);
  const drawn = awaitsShowing(body) ? order[0] : undefined;
  if (drawn !== undefined) count(DECIDED + drawn);
  if (attached === undefined) return;
  const isShown = attached.selections > 0 && !attached.offPolicy;
  if (drawn !== undefined && isShown) count(SHOWN + drawn);
  count("selections", attached.selections);
  count("rewards", attached.rewards);
  if (attached.offPolicy) count("offPolicy");
  count("unattached", attached.strangers ?? 0);
  count("mismatches", attached.mismatches ?? 0);
};

const countEvent = (event: ShardEvent, count: Count): void => {
  switch (event.kind) {
    case "decision":
      if (event.body.mode !== "test") countDecision(event.body, count);
      return;
    case "select":
      // What waits counts once its decision has come: see `attached`.
      if (event.body.pending) return;
      count("selections");
      if (event.body.offPolicy) count("offPolicy");
      if (event.body.shows) count(SHOWN + event.body.action);
      return;
    case "reward":
      if (event.body.pending) return;
      count("rewards");
      if (event.body.expired) count("expired");
      if (event.body.mismatch) count("mismatches");
      return;
    case "tick":
  }
};

/** Counts events for the status of the case. */
export const tally = (events: readonly ShardEvent[]): Tally => {
  const counts: Tally = {};
  const count: Count = (key, times = 1) => {
    if (times > 0) counts[key] = (counts[key] ?? 0) + times;
  };
  for (const event of events) countEvent(event, count);
  return counts;
};

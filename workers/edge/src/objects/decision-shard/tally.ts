import type { Tally } from "../learning-protocol.ts";
import { type DecisionBody, isList, type ShardEvent } from "./events.ts";

/** What a page says is shown or not, of the action that was drawn; `exposure.ts` compares them. */
export const DECIDED = "decided:";
export const SHOWN = "shown:";

const ofDecision = (body: DecisionBody): string[] => {
  const { mode, attached, order, activation } = body;
  const drawn = activation === "deferred" && !isList(body) ? order.slice(0, 1) : [];
  const isShown = attached !== undefined && attached.selections > 0 && !attached.offPolicy;
  const times = (key: string, count = 0): string[] => Array<string>(count).fill(key);
  return [
    "decisions",
    `mode:${mode}`,
    ...drawn.map((action) => DECIDED + action),
    ...(isShown ? drawn.map((action) => SHOWN + action) : []),
    ...times("selections", attached?.selections),
    ...times("rewards", attached?.rewards),
    ...times("offPolicy", attached?.offPolicy ? 1 : 0),
    ...times("unattached", attached?.strangers),
    ...times("mismatches", attached?.mismatches),
  ];
};

const keysOf = (event: ShardEvent): string[] => {
  switch (event.kind) {
    case "decision":
      return event.body.mode === "test" ? [] : ofDecision(event.body);
    case "select":
      // What waits counts once its decision has come: see `attached`.
      if (event.body.pending) return [];
      return [
        "selections",
        ...(event.body.offPolicy ? ["offPolicy"] : []),
        ...(event.body.shows ? [SHOWN + event.body.action] : []),
      ];
    case "reward":
      if (event.body.pending) return [];
      return [
        "rewards",
        ...(event.body.expired ? ["expired"] : []),
        ...(event.body.mismatch ? ["mismatches"] : []),
      ];
    case "tick":
      return [];
  }
};

/** Counts events for the status of the case. */
export const tally = (events: readonly ShardEvent[]): Tally => {
  const counts: Tally = {};
  for (const key of events.flatMap(keysOf)) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

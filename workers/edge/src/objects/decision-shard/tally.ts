import type { Tally } from "../learning-protocol.ts";
import type { DecisionBody, ShardEvent } from "./events.ts";

const ofDecision = ({ mode, attached }: DecisionBody): string[] => {
  const times = (key: string, count = 0): string[] => Array<string>(count).fill(key);
  return [
    "decisions",
    `mode:${mode}`,
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
      return ["selections", ...(event.body.offPolicy ? ["offPolicy"] : [])];
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

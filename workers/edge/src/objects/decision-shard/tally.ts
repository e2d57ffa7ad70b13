import type { Tally } from "../learning-protocol.ts";
import type { ShardEvent } from "./events.ts";

const keysOf = (event: ShardEvent): string[] => {
  switch (event.kind) {
    case "decision":
      return event.body.mode === "test"
        ? []
        : [
            "decisions",
            `mode:${event.body.mode}`,
            ...Array<string>(event.body.attached?.selections ?? 0).fill("selections"),
            ...Array<string>(event.body.attached?.rewards ?? 0).fill("rewards"),
            ...(event.body.attached?.offPolicy ? ["offPolicy"] : []),
          ];
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

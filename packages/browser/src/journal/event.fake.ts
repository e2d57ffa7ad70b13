import type { JournalEvent } from "./event.ts";

/** A selection with the id `select-<number>`; the number is also its time. */
export function selection(number: number, caseId = "shop", action = "a"): JournalEvent {
  const id = `select-${String(number).padStart(6, "0")}`;
  const item = { query_id: `q${number}`, action, event_id: id, at: number };
  return { id, kind: "select", case: caseId, item };
}

/** A reward with the id `reward-<number>`; the number is also its time. */
export function reward(number: number, caseId = "shop"): JournalEvent {
  const id = `reward-${String(number).padStart(6, "0")}`;
  const item = { query_id: `q${number}`, event_type: "click", value: 1, reward_id: id, at: number };
  return { id, kind: "reward", case: caseId, item };
}

import { toJson } from "../plain/json.ts";
import type { RewardEvent, SelectEvent } from "../context/wire.ts";
import type { Entry } from "./entry.ts";
import type { Report } from "../delivery/journal/report.ts";

const idOf = (kind: string, number: number) => `${String(number).padStart(6, "0")}-${kind}`;

/** The report of a selection with the id `<number>-select`; the number is also its time. */
export function selectionReport(number: number, caseId = "shop", action = "a"): Report {
  const item: SelectEvent = {
    type: "select",
    event_id: idOf("select", number),
    at: number,
    query_id: `q${number}`,
    action,
  };
  return { case: caseId, item };
}

/** The report of a reward with the id `<number>-reward`; the number is also its time. */
export function rewardReport(number: number, caseId = "shop"): Report {
  const id = idOf("reward", number);
  const item: RewardEvent = {
    type: "reward",
    event_id: id,
    at: number,
    query_id: `q${number}`,
    event_type: "click",
    value: 1,
    reward_id: id,
  };
  return { case: caseId, item };
}

/** Its entry in the journal: its time is also its place in the tab. */
export function filed({ case: caseId, item }: Report): Entry {
  const body = toJson(item);
  return {
    id: item.event_id,
    case: caseId,
    at: item.at,
    tab: "tab-1",
    seq: item.at,
    session: { id: "session-1", number: 1, startedAt: 0 },
    body,
    bytes: Buffer.byteLength(body),
  };
}

export const selection = (number: number, caseId?: string, action?: string): Entry =>
  filed(selectionReport(number, caseId, action));

export const reward = (number: number, caseId?: string): Entry =>
  filed(rewardReport(number, caseId));

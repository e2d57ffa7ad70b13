import { campaignName } from "../../visitor/session/campaign-name.ts";
import type { Sessions } from "../../visitor/session/sessions.ts";
import { toJson } from "../../plain/json.ts";
import type { Tab } from "../../visitor/tab/tab.ts";
import { droppedEntry, type Entry } from "../../storage/entry.ts";
import type { Report } from "./report.ts";

/** What is larger fits into no request beside its envelope. */
const MAX_EVENT_BYTES = 48 * 1024;

/** Turns reports into entries, in their order: numbers them, and tells their session. */
export function createFiling(
  tab: Pick<Tab, "numberNext">,
  sessions: Pick<Sessions, "touch">,
): (report: Report) => Entry {
  return ({ case: caseId, item, viewed, dropped }) => {
    const body = toJson(item);
    const entry: Entry = {
      id: item.event_id,
      case: caseId,
      at: item.at,
      ...tab.numberNext(caseId),
      session: sessions.touch(item.at, campaignName(viewed)),
      body,
      // What it takes on the wire, and of the browser's quotas.
      bytes: new TextEncoder().encode(body).length,
    };
    const reason = dropped ?? (entry.bytes > MAX_EVENT_BYTES ? "too_large" : undefined);
    return reason ? droppedEntry(entry, reason) : entry;
  };
}

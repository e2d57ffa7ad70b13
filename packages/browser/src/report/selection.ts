import type { DecisionReference } from "../api.ts";
import type { Context } from "../context.ts";
import type { Report } from "../journal/report.ts";
import { keepSelection, latestSelection } from "./latest-selection.ts";

/**
 * The report of the action on the screen. None for a fallback: nobody drew it, so there
 * would be nothing true to learn; and none for the same selection twice.
 */
export function selectionEvent(
  { kept, newId, platform }: Pick<Context, "kept" | "newId" | "platform">,
  { queryId, case: caseId, source, token, action: decided }: DecisionReference,
  action = decided,
): Report | undefined {
  if (source !== "edge" || !action) return undefined;
  const previous = latestSelection(kept, caseId);
  if (previous?.queryId === queryId && previous.action === action) return undefined;
  keepSelection(kept, { queryId, case: caseId, source, action, token });
  const happened = { event_id: newId(), at: platform.now() };
  return { case: caseId, item: { type: "select", ...happened, query_id: queryId, action, token } };
}

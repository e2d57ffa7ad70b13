import type { DecisionReference } from "../api.ts";
import type { Context } from "../context/context.ts";
import type { Report } from "../delivery/journal/report.ts";
import { keepSelection, latestSelection, placeOf } from "./latest-selection.ts";

/**
 * The report of the action on the screen. None for a fallback: nobody drew it, so there
 * would be nothing true to learn; and none for the same selection twice.
 */
export function selectionEvent(
  { kept, newId, platform }: Pick<Context, "kept" | "newId" | "platform">,
  decision: DecisionReference,
  action = decision.action,
): Report | undefined {
  const { queryId, case: caseId, source, token } = decision;
  const place = placeOf(decision);
  if (source !== "edge" || !action) return undefined;
  const previous = latestSelection(kept, place);
  if (previous?.queryId === queryId && previous.action === action) return undefined;
  keepSelection(kept, place, { queryId, case: caseId, source, action, token });
  const happened = { event_id: newId(), at: platform.now() };
  return { case: caseId, item: { type: "select", ...happened, query_id: queryId, action, token } };
}

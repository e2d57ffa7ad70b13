import type { DecisionReference } from "../api.ts";
import type { Context } from "../context.ts";
import type { JournalEvent } from "../journal/event.ts";
import { keepSelection, latestSelection } from "./latest-selection.ts";

/**
 * The event that reports the action on the screen. None for a fallback: nobody drew it, so there
 * would be nothing true to learn; and none for the same selection twice.
 */
export function selectionEvent(
  { kept, newId, platform }: Pick<Context, "kept" | "newId" | "platform">,
  { queryId, case: caseId, source, token, action: decided }: DecisionReference,
  action = decided,
): JournalEvent | undefined {
  if (source !== "edge" || !action) return undefined;
  const previous = latestSelection(kept, caseId);
  if (previous?.queryId === queryId && previous.action === action) return undefined;
  keepSelection(kept, { queryId, case: caseId, source, action, token });
  const id = newId();
  const item = { query_id: queryId, action, token, event_id: id, at: platform.now() };
  return { id, kind: "select", case: caseId, item };
}

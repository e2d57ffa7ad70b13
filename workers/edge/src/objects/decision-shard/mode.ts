import type { CaseCall, DecideItem } from "../../protocol/decision-shard/calls.ts";
import type { AssignedModel } from "./assigned-models.ts";
import { type DecisionBody, isList, type Mode } from "../../decision-log/events.ts";

/** What fixes the mode beforehand; undefined leaves it to the draw. */
export const modeOf = (
  { settings }: CaseCall,
  item: DecideItem,
  assigned: AssignedModel,
): Mode | undefined => {
  if (item.uncatalogued) return "uncatalogued";
  // A test is a real ranking by the model, whoever asks.
  if (item.test) return "test";
  if (item.holdout) return "holdout";
  if (assigned === "missing") return "fallback";
  return settings.apprentice && assigned === "live" ? "apprentice" : undefined;
};

const SILENT: ReadonlySet<Mode> = new Set(["test", "holdout", "uncatalogued"]);

/** Whether decisions of a mode are learned from: of actions by the model, of lists of products by their head. */
export const teaches = (mode: Mode): boolean => !SILENT.has(mode);

/**
 * Whether the page is to say if the action that was drawn is shown, and the model learns what that
 * brings: of these `exposure-counts.ts` counts how many are.
 */
export const awaitsShowing = (body: DecisionBody): boolean =>
  body.activation === "deferred" && !isList(body) && teaches(body.mode);

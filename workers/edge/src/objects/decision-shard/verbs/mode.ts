import type { CaseCall, DecideItem } from "../../../protocol/decision-shard/calls.ts";
import type { AssignedModel } from "./assigned-models.ts";
import type { Mode } from "../../../decision-log/events.ts";

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

import { actionsFor } from "@nextmove/contract";
import type { Replica } from "@nextmove/engine";
import type { CaseCall, DecideItem } from "../../../protocol/decision-shard/calls.ts";
import { modeOf } from "./mode.ts";
import { teaches } from "../../../decision-log/teaches.ts";

/**
 * Whether the model can learn these actions beside those it knows. Each takes a matrix in every object
 * of the case, so without a bound ids sent as actions would fill their memory. What is in the catalogue
 * always has room.
 */
export const hasRoom = (call: CaseCall, item: DecideItem, { actions }: Replica): boolean => {
  const mode = modeOf(call, item, "live");
  if (mode && !teaches(mode)) return true;
  const { actions: catalogue } = call.settings;
  const strangers = item.actions.filter(
    (action) => !actions.has(action) && !catalogue.includes(action),
  );
  return (
    strangers.length === 0 || actions.size + strangers.length <= actionsFor(call.settings.dimension)
  );
};

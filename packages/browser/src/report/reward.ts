import type { Reward } from "../api.ts";
import type { Context } from "../context/context.ts";
import type { Report } from "../delivery/journal/report.ts";
import type { RewardEvent } from "../context/wire.ts";
import { latestSelection } from "./latest-selection.ts";

/**
 * The report of what came of a decision: of the given one, else of the one last selected
 * in the case. None, but an error, when there is nothing that could be learned from.
 */
export function rewardEvent(
  { kept, newId, platform, listeners, defaultCase = "" }: Context,
  {
    event_type,
    value = event_type === "refund" ? undefined : 1,
    order_id,
    case: caseId = defaultCase,
    ...given
  }: Reward,
): Report | undefined {
  if (!event_type || !Number.isFinite(value ?? 0)) {
    listeners.tellError("invalid_call", "no event_type or value");
    return undefined;
  }
  const decision = given.decision ?? latestSelection(kept, caseId);
  if (decision?.source !== "edge") {
    listeners.tellError("no_decision", `nothing selected before ${event_type}`);
    return undefined;
  }
  const id = newId();
  const item: RewardEvent = {
    type: "reward",
    event_id: id,
    at: platform.now(),
    query_id: decision.queryId,
    event_type,
    value,
    token: decision.token,
    // The order is the reward's name, so that its page can be loaded again and counts once.
    reward_id: order_id ?? id,
    order_id,
  };
  return { case: decision.case, item };
}

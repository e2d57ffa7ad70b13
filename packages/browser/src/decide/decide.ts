import type { DecideRequest, Decision, DecisionReference } from "../api.ts";
import type { Context } from "../context.ts";
import { within } from "../within.ts";
import { askEdge } from "./ask-edge.ts";
import { decisionOf, pageOrder, type Ranked } from "./decision.ts";
import { describe } from "./describe.ts";
import { keepLastGood, lastGood } from "./last-good.ts";
import { rerank } from "./rerank.ts";

export interface Decider extends Context {
  readonly deadlineMs: number;
  readonly select: (decision: DecisionReference) => void;
  /** The edge answered. */
  readonly reached: () => void;
}

/** Ranks at the edge, and at the deadline answers with what the browser knows. */
export async function decide(decider: Decider, request: DecideRequest): Promise<Decision> {
  const { platform, listeners, kept, defaultCase = "", deadlineMs } = decider;
  const { case: caseId = defaultCase, actions, limit, deadline = deadlineMs } = request;
  const queryId = decider.newId();
  // Read before asking: the answer itself, arriving late, is not what was last good.
  const ranked = rerank(request, lastGood(kept, caseId) ?? []);

  const ask = async () => {
    if (!caseId) return "no case given";
    const description = describe(decider, request.state ?? {});
    const body = { ...description, query_id: queryId, actions, limit };
    const answer = await askEdge(platform, decider.endpoint, caseId, body);
    if (typeof answer !== "string") {
      keepLastGood(kept, caseId, answer.actions);
      decider.reached();
    }
    return answer;
  };

  // It rejects for a state that is no JSON: circular, a BigInt.
  const answer = await within(platform, deadline, ask().catch(String), "the deadline passed");

  let made: Ranked;
  if (typeof answer !== "string") {
    made = { source: "edge", ...answer };
  } else {
    listeners.fail("decide_failed", answer);
    made =
      ranked.length > 0
        ? { source: "last-good", actions: ranked }
        : { source: "default", actions: pageOrder(request) };
  }
  const decision = decisionOf(queryId, caseId, made, decider.select);
  listeners.emit("decision", decision);
  return decision;
}

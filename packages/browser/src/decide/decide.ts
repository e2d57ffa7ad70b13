import type { BootstrapDecision, DecideRequest, Decision, DecisionReference } from "../api.ts";
import type { Context } from "../context.ts";
import { within } from "../within.ts";
import { askEdge } from "./ask-edge.ts";
import { decisionOf, pageOrder, type Ranked } from "./decision.ts";
import { describe } from "./describe.ts";
import { keepLastGood, lastGood } from "./last-good.ts";
import { readBootstrap, readRanking } from "./ranking.ts";
import { rerank } from "./rerank.ts";

export interface Decider extends Context {
  readonly deadlineMs: number;
  readonly select: (decision: DecisionReference) => void;
  /** The edge answered. */
  readonly reached: () => void;
  /** Decisions that were made with the page, by case, until they are taken. */
  readonly bootstrap: Map<string, BootstrapDecision>;
}

/** Ranks at the edge, and at the deadline answers with what the browser knows. */
export async function decide(decider: Decider, request: DecideRequest): Promise<Decision> {
  const { platform, listeners, kept, defaultCase = "", deadlineMs, bootstrap } = decider;
  const { case: caseId = defaultCase, actions, limit, deadline = deadlineMs } = request;
  const given = readBootstrap(bootstrap.get(caseId), request);
  bootstrap.delete(caseId);
  const queryId = given?.queryId ?? decider.newId();
  // Read before asking: the answer itself, arriving late, is not what was last good.
  const ranked = rerank(request, lastGood(kept, caseId) ?? []);

  const ask = async () => {
    if (!caseId) return "no case given";
    const description = describe(decider, request.state ?? {});
    const url = `${decider.endpoint}/v3/action/${encodeURIComponent(caseId)}`;
    const body = { ...description, query_id: queryId, actions, limit };
    const answer = await askEdge(platform, url, body, readRanking);
    if (typeof answer !== "string") {
      keepLastGood(kept, caseId, answer.actions);
      decider.reached();
    }
    return answer;
  };

  // It rejects for a state that is no JSON, such as a circular one.
  const answer =
    given ?? (await within(platform, deadline, ask().catch(String), "the deadline passed"));

  let made: Ranked;
  if (typeof answer !== "string") {
    made = { source: "edge", actions: answer.actions, token: answer.token };
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

import type { BootstrapDecision, DecideRequest, Decision, DecisionReference } from "../api.ts";
import { isStrings } from "../plain/shape.ts";
import { readBootstrap } from "./answer.ts";
import { askEdge, type Decider } from "./ask-edge.ts";
import { decisionOf, pageOrder, type Ranked } from "./decision.ts";
import { keepLastGood, lastGood } from "./last-good.ts";
import { rerank } from "./rerank.ts";

export interface DecisionMaker extends Decider {
  readonly select: (decision: DecisionReference) => void;
  /** Decisions that were made with the page, by case, until they are taken. */
  readonly bootstrap: Map<string, BootstrapDecision>;
}

/** Ranks at the edge, and at the deadline answers with what the browser knows. */
export async function decide(maker: DecisionMaker, request: DecideRequest): Promise<Decision> {
  const { listeners, kept, defaultCase = "", bootstrap } = maker;
  const { case: caseId = defaultCase, actions, limit, deadline, state } = request;
  const given = readBootstrap(bootstrap.get(caseId), request);
  bootstrap.delete(caseId);
  const queryId = given?.queryId ?? maker.newId();
  // Read before asking: the answer itself, arriving late, is not what was last good.
  const ranked = rerank(request, lastGood(kept, caseId, isStrings) ?? []);

  const more = { query_id: queryId, actions, limit };
  const answer =
    given ??
    (await askEdge(maker, { what: "action", case: caseId, deadline, state, more }, (late) =>
      keepLastGood(kept, caseId, late.actions),
    ));

  let made: Ranked;
  if (answer) made = { source: "edge", actions: answer.actions, token: answer.token };
  else if (ranked.length > 0) made = { source: "last-good", actions: ranked };
  else made = { source: "default", actions: pageOrder(request) };
  const decision = decisionOf(queryId, caseId, made, maker.select);
  listeners.emit("decision", decision);
  return decision;
}

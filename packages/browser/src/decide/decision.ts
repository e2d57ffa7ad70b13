import type { DecideRequest, Decision, DecisionReference, DecisionSource } from "../api.ts";
import { attempt } from "../plain/attempt.ts";
import { isStrings } from "../plain/shape.ts";

/** Actions, best first, and who ranked them. */
export interface Ranked {
  readonly source: DecisionSource;
  readonly actions: readonly string[];
  readonly token?: string | undefined;
}

/** The decision a page gets: plain data, and `shown` to say that it is on the screen. */
export function decisionOf(
  queryId: string,
  caseId: string,
  ranked: Ranked,
  select?: (decision: DecisionReference) => void,
): Decision {
  const decision = {
    ...ranked,
    queryId,
    case: caseId,
    action: ranked.actions[0],
    shown: () => select?.(decision),
  };
  return decision;
}

/** A copy that is safe to read from: empty for what is no request, or throws when it is read. */
export const copyOf = <Request extends object>(
  request: Request | null | undefined,
): Partial<Request> =>
  // A getter or proxy of the page may throw.
  attempt((): Partial<Request> => ({ ...request })) ?? {};

/** The page's own order; empty when it gave none, or something else. */
export const pageOrder = (
  request: Pick<DecideRequest, "actions" | "fallback" | "limit"> | null,
): readonly string[] => {
  const order = request?.fallback ?? request?.actions;
  return isStrings(order) ? order.slice(0, request?.limit) : [];
};

/** The page's own order as a decision: nobody made it, so there is nothing to report about it. */
export const pageDecision = (request: DecideRequest | null): Decision =>
  decisionOf("", request?.case ?? "", { source: "default", actions: pageOrder(request) });

import type {
  BootstrapDecision,
  DecideAmong,
  DecideRequest,
  Decision,
  DecisionAmong,
  Nextmove,
} from "nextmove";
import { type RefCallback, useEffect } from "react";
import { useProvided } from "./provider.ts";
import { useAnswer } from "./use-answer.ts";
import { useSeen } from "./use-seen.ts";

export interface DecisionOptions {
  /** Another value asks for another decision. */
  readonly key?: string | number | undefined;
  /** `manual`: the component calls `decision.shown()` itself. Default `auto`, by `ref`. */
  readonly shown?: "auto" | "manual" | undefined;
}

export interface UsedDecision<Made extends Decision = Decision> {
  /** Undefined while it is pending, at most for the request's deadline. */
  readonly decision: Made | undefined;
  readonly pending: boolean;
  /**
   * For the element that shows the action: it is shown when half of it is on the screen, or it
   * fills half of the window. Where the ref is not used, when the component is rendered.
   */
  readonly ref: RefCallback<Element>;
}

/**
 * The server's decision, as the SDK would have answered it; undefined when the action it chose is not
 * possible here.
 */
function bootstrapped(
  nextmove: Nextmove,
  { case: caseId = "", actions: possible, limit }: DecideRequest,
  { query_id: queryId, actions: ranked, token }: BootstrapDecision,
): Decision | undefined {
  const actions = ranked.filter((action) => possible?.includes(action) ?? true).slice(0, limit);
  const action = ranked[0];
  if (action === undefined || action !== actions[0]) return undefined;
  const reference = { queryId, case: caseId, source: "edge", action, token } as const;
  return { ...reference, actions, shown: () => nextmove.select(reference) };
}

/**
 * Asks for one decision per mounted component, and for another one when the case, the actions, the
 * limit or `options.key` change; the state is read when it asks. A decision made on the server, for
 * the `case` that the request names, is there from the first render.
 */
export function useDecision<const Action extends string>(
  request: DecideAmong<Action>,
  options?: DecisionOptions,
): UsedDecision<DecisionAmong<Action>>;
export function useDecision(request?: DecideRequest, options?: DecisionOptions): UsedDecision;
export function useDecision(
  request: DecideRequest = {},
  { key: ownKey, shown = "auto" }: DecisionOptions = {},
): UsedDecision {
  const { nextmove, bootstrap, taken } = useProvided();
  const { case: caseId = "", actions, limit } = request;
  const key = JSON.stringify([caseId, actions, limit, ownKey]);

  const decision = useAnswer(
    key,
    () => nextmove.decide(request),
    () => {
      const made = taken.has(caseId) ? undefined : bootstrap[caseId];
      return made && bootstrapped(nextmove, request, made);
    },
  );
  useEffect(() => void taken.add(caseId), [taken, caseId]);

  const ref = useSeen(key, shown === "auto" ? decision?.shown : undefined);
  return { decision, pending: decision === undefined, ref };
}

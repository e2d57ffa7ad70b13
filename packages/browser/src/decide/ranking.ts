import type { BootstrapDecision, DecideRequest } from "../api.ts";
import { isRecord, isStrings } from "../shape.ts";

/** What the edge decided. */
export interface Ranking {
  readonly actions: readonly string[];
  readonly token: string | undefined;
}

/** From the edge's answer, or from what a server wrote into the page. */
export function readRanking(body: unknown): Ranking | undefined {
  if (!isRecord(body)) return undefined;
  const { actions, token } = body;
  if (!isStrings(actions) || actions.length === 0) return undefined;
  return { actions, token: typeof token === "string" ? token : undefined };
}

/**
 * A decision of the server as this request's ranking; undefined when the action it chose is not
 * possible here, since then nobody knows how probable the next one was.
 */
export function readBootstrap(
  given: BootstrapDecision | undefined,
  { actions: possible, limit }: DecideRequest,
): (Ranking & { readonly queryId: string }) | undefined {
  const ranking = readRanking(given);
  const [first] = ranking?.actions ?? [];
  if (!given || !ranking || !first || typeof given.query_id !== "string") return undefined;
  if (possible && !possible.includes(first)) return undefined;
  const actions = ranking.actions.filter((action) => possible?.includes(action) ?? true);
  return { ...ranking, actions: actions.slice(0, limit), queryId: given.query_id };
}

import type { BootstrapDecision, DecideRequest, RecommendedItem } from "../api.ts";
import { isRecord, isString, isStrings } from "../plain/shape.ts";

/** What the edge decided or recommended, best first. */
export interface Answered {
  readonly items: readonly RecommendedItem[];
  readonly actions: readonly string[];
  readonly token: string | undefined;
}

const isItem = (value: unknown): value is RecommendedItem =>
  isRecord(value) && isString(value["id"]);

export const isItems = (value: unknown): value is readonly RecommendedItem[] =>
  Array.isArray(value) && value.every(isItem);

export const asItems = (ids: readonly string[]): readonly RecommendedItem[] =>
  ids.map((id) => ({ id }));

/** From the edge's answer, or from what a server wrote into the page; undefined for neither. */
export function readAnswer(body: unknown): Answered | undefined {
  if (!isRecord(body)) return undefined;
  const { actions, items, token } = body;
  const ids = isStrings(actions) ? actions : [];
  const found = isItems(items) ? items : asItems(ids);
  if (found.length === 0) return undefined;
  return {
    items: found,
    actions: found.map(({ id }) => id),
    token: isString(token) ? token : undefined,
  };
}

/**
 * A decision of the server as the answer to this request; undefined when the action it chose is not
 * possible here, since then nobody knows how probable the next one was.
 */
export function readBootstrap(
  given: BootstrapDecision | undefined,
  { actions: possible, limit }: DecideRequest,
): (Pick<Answered, "actions" | "token"> & { readonly queryId: string }) | undefined {
  const answer = readAnswer(given);
  const [first = ""] = answer?.actions ?? [];
  if (!answer || !isString(given?.query_id)) return undefined;
  if (possible && !possible.includes(first)) return undefined;
  const actions = answer.actions.filter((action) => possible?.includes(action) ?? true);
  return { actions: actions.slice(0, limit), token: answer.token, queryId: given.query_id };
}

import type { EventParams } from "../api.ts";
import { parseJson, toJson } from "../plain/json.ts";
import { isRecord, recordsOf } from "../plain/shape.ts";

/** The edge keeps no more of one event. */
const LIMIT_CHARACTERS = 4096;

/**
 * A copy of the params as the edge takes it. Of a long list of products first only what is learned
 * from stays, then only its beginning; undefined when even that is too long, or when it is no JSON
 * object.
 */
export function copyParams(params: unknown): EventParams | undefined {
  const json = toJson(params);
  const copy = parseJson(json);
  if (!isRecord(copy)) return undefined;
  if (json.length <= LIMIT_CHARACTERS) return copy;
  const items = recordsOf(copy["items"]).map(({ item_id, quantity, price }) => ({
    item_id,
    quantity,
    price,
  }));
  for (; items[0]; items.pop()) {
    const shorter = { ...copy, items };
    if (toJson(shorter).length <= LIMIT_CHARACTERS) return shorter;
  }
  return undefined;
}

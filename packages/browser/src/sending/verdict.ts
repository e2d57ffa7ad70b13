import { isRecord, recordsOf, textOf } from "../shape.ts";
import { toJson } from "../json.ts";
import type { Answer } from "./post.ts";

/**
 * What became of one event: the edge has it; nobody knows, and sending it again is safe, because
 * every event has an id; or the edge will never take it, and why not.
 */
export type Fate = "stored" | "unknown" | { readonly refused: string };

/** What the edge says of an item when it is the edge that is not ready. */
const PASSING_CODE = /^(newer_epoch|overloaded|rate_limited|internal)$/;

/**
 * Tells the fate of each event of an envelope by its position; without one, of all that is not an
 * event. 408 and 429 ask for patience, every other 4xx would be the same tomorrow.
 */
export function judge({ status, body }: Answer): (index?: number) => Fate {
  if (!status || status === 408 || status === 429 || status >= 500) return () => "unknown";
  const { failed, error } = isRecord(body) ? body : {};
  const items = recordsOf(failed);
  // An empty list means that the request itself was wrong and nothing of it was processed.
  const whole: Fate =
    status >= 300 && items.length === 0 ? { refused: `${status} ${toJson(error)}` } : "stored";
  return (position) => {
    const item = items.find(({ index }) => index === position);
    if (!item) return whole;
    const code = textOf(item["code"]);
    return PASSING_CODE.test(code) ? "unknown" : { refused: code };
  };
}

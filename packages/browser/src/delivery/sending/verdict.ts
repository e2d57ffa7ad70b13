import { recordsOf } from "../../plain/shape.ts";
import { toJson } from "../../plain/json.ts";
import type { Answer } from "./post.ts";

/** Why the edge does not take an event, by its position in the request; empty when it has it. */
export type Refusals = (position: number) => string;

/**
 * What the answer says of the events that were sent; undefined when nobody knows. 408 and 429 ask for
 * patience, every other 4xx would be the same tomorrow.
 */
export function refusalsIn({ status, body }: Answer): Refusals | undefined {
  if (/^(0|408|429|5)/.test(`${status}`)) return undefined;
  const { failed, error } = Object(body) as Readonly<Record<string, unknown>>;
  const items = recordsOf(failed);
  // An empty list means that the request itself was wrong and nothing of it was processed.
  const ofAll = status >= 300 && !items[0] ? `${status} ${toJson(error)}` : "";
  return (position) => {
    const item = items.find((each) => each["index"] === position);
    return item ? String(item["code"]) : ofAll;
  };
}

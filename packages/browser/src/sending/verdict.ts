import { recordsOf } from "../shape.ts";
import { toJson } from "../json.ts";
import type { Answer } from "./post.ts";

/** Why the edge does not take an event, by its position in the request; empty when it has it. */
export type Refusals = (position: number) => string;

/**
 * Whether it is the edge that is not ready, and the event may be taken another time: sending it again
 * is safe, because it has an id.
 */
export const isPassing = (refusal: string): boolean =>
  /^(newer_epoch|overloaded|rate_limited|internal)$/.test(refusal);

/**
 * What the answer says of the events that were sent; undefined when nobody knows. 408 and 429 ask for
 * patience, every other 4xx would be the same tomorrow.
 */
export function refusalsIn({ status, body }: Answer): Refusals | undefined {
  if (!status || status === 408 || status === 429 || status >= 500) return undefined;
  const { failed, error } = Object(body) as Readonly<Record<string, unknown>>;
  const items = recordsOf(failed);
  // An empty list means that the request itself was wrong and nothing of it was processed.
  const ofAll = status >= 300 && items.length === 0 ? `${status} ${toJson(error)}` : "";
  return (position) => {
    const item = items.find(({ index }) => index === position);
    return item ? String(item["code"]) : ofAll;
  };
}

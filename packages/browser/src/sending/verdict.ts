import { isRecord } from "../shape.ts";
import type { FailedItem } from "../wire.ts";
import type { Answer } from "./post.ts";

/**
 * What became of one event: the edge has it; nobody knows, and sending it again is safe, because
 * every event has an id; or the edge will never take it, and why not.
 */
export type Fate = "stored" | "unknown" | { readonly refused: string };

/** What the edge says of an item when it is the edge that is not ready. */
const PASSING_CODE = /^(newer_epoch|overloaded|rate_limited|internal)$/;

const isFailedItem = (value: unknown): value is FailedItem =>
  isRecord(value) && typeof value["index"] === "number";

const fateOf = ({ code }: FailedItem): Fate =>
  PASSING_CODE.test(code) ? "unknown" : { refused: code };

/**
 * The fate of each event of a batch, by position. 408 and 429 ask for patience, every other 4xx
 * would be the same tomorrow.
 */
export function judge({ status, body }: Answer, batchSize: number): readonly Fate[] {
  const all = (fate: Fate) => Array.from({ length: batchSize }, () => fate);
  if (status >= 200 && status < 300) return all("stored");
  if (!status || status === 408 || status === 429 || status >= 500) return all("unknown");
  const { failed, error } = isRecord(body) ? body : {};
  const items = Array.isArray(failed) ? failed.filter(isFailedItem) : [];
  // An empty list means that the request itself was wrong and nothing of it was processed.
  if (items.length === 0) return all({ refused: `${status} ${JSON.stringify(error)}` });
  const fates = all("stored");
  for (const item of items) fates[item.index] = fateOf(item);
  return fates;
}

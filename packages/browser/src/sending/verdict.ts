import { isRecord } from "../shape.ts";
import type { FailedItem } from "../wire.ts";
import type { Answer } from "./post.ts";

const isFailedItem = (value: unknown): value is FailedItem =>
  isRecord(value) && typeof value["index"] === "number";

/**
 * What the edge's answer means: for each event of the batch that it will never take, by position,
 * why not; the others are stored. Undefined when nobody knows: then sending again is the way, and
 * safe, because every event has an id. 408 and 429 ask for patience, every other 4xx would be the
 * same tomorrow.
 */
export function judge(
  { status, body }: Answer,
  batchSize: number,
): ReadonlyMap<number, string> | undefined {
  if (status >= 200 && status < 300) return new Map();
  if (!status || status === 408 || status === 429 || status >= 500) return undefined;
  const { failed, error } = isRecord(body) ? body : {};
  const items = Array.isArray(failed) ? failed.filter(isFailedItem) : [];
  // An empty list means that the request itself was wrong and nothing of it was processed.
  if (items.length > 0) return new Map(items.map((item) => [item.index, item.code]));
  const reason = `${status} ${JSON.stringify(error)}`;
  return new Map(Array.from({ length: batchSize }, (_, index) => [index, reason]));
}

import type { FeedFormat } from "@nextmove/contract";
import { isDocument } from "./formats/json.ts";

const BY_TYPE: readonly [RegExp, FeedFormat][] = [
  [/ndjson|jsonl|json-lines/, "ndjson"],
  [/json/, "json"],
  [/xml/, "xml"],
  [/tab-separated|tsv/, "tsv"],
  [/csv|comma-separated/, "csv"],
];

/** The object that a line holds; null: it holds none, or not all of one. */
const objectIn = (line: string): object | null => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
};

/**
 * The format of a document by its first characters, which decide where they can: a wrong content type
 * is common. The content type decides between what looks alike.
 */
export const sniffFormat = (head: string, contentType: string): FeedFormat => {
  const claimed = BY_TYPE.find(([pattern]) => pattern.test(contentType.toLowerCase()))?.[1];
  const text = head.trimStart();
  if (text.startsWith("<")) return "xml";
  if (text.startsWith("[")) return "json";
  if (text.startsWith("{")) {
    if (claimed === "ndjson") return "ndjson";
    const end = text.indexOf("\n");
    const first = end < 0 ? null : objectIn(text.slice(0, end));
    if (!first) return "json";
    if (text.slice(end).trim() !== "") return "ndjson";
    // One object on one line may be either.
    const isProduct = "id" in first || !isDocument(first);
    return claimed === "json" || !isProduct ? "json" : "ndjson";
  }
  // Only delimited text is left, whatever was claimed; its delimiter is looked for.
  return claimed === "tsv" ? "tsv" : "csv";
};

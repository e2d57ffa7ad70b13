import type { FeedFormat } from "@nextmove/contract";

const BY_TYPE: readonly [RegExp, FeedFormat][] = [
  [/ndjson|jsonl|json-lines/, "ndjson"],
  [/json/, "json"],
  [/xml/, "xml"],
  [/tab-separated|tsv/, "tsv"],
  [/csv|comma-separated/, "csv"],
];

const isWholeObject = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
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
    const [line = "", ...others] = text.split("\n", 2);
    return isWholeObject(line) && others.length > 0 ? "ndjson" : "json";
  }
  // Only delimited text is left, whatever was claimed; its delimiter is looked for.
  return claimed === "tsv" ? "tsv" : "csv";
};

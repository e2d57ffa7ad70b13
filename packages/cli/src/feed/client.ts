import {
  type FeedPartResponse,
  feedPartResponse,
  type FeedRefusal,
  feedRefusal,
  type FeedResponse,
  feedResponse,
  problemResponse,
} from "@nextmove/contract";
import { CommandFailure } from "../failure.ts";

/** Where a feed goes. */
export interface Target {
  endpoint: string;
  key: string;
  caseId: string;
}

/** What the API's query says. */
export type PushQuery = Readonly<Record<string, string>>;

/** What a request led to: a part waits for the others. */
export type Answer = FeedPartResponse | FeedResponse | FeedRefusal;

/** What may well succeed when it is done again. */
export class TransientFailure extends CommandFailure {
  override name = "TransientFailure";
}

const contentTypes: Readonly<Record<string, string>> = {
  xml: "application/xml",
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  json: "application/json",
  jsonld: "application/ld+json",
  ndjson: "application/x-ndjson",
  jsonl: "application/x-ndjson",
};

/** Too many requests, or the server cannot at the moment. */
const TRANSIENT = new Set([429, 500, 502, 503, 504]);

/** By the name of a file, without `.gz`; the server sniffs what this does not know. */
export const contentTypeOf = (file: string): string => {
  const ending = /\.([^.]+?)(?:\.gz)?$/.exec(file.toLowerCase())?.[1] ?? "";
  return contentTypes[ending] ?? "application/octet-stream";
};

/** Sends a feed, or a part of one, as it is read, and waits for what became of it. */
export const pushFeed = async (
  { endpoint, key, caseId }: Target,
  isUpdate: boolean,
  query: PushQuery,
  contentType: string,
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
): Promise<Answer> => {
  const path = `/v3/feed/${encodeURIComponent(caseId)}${isUpdate ? "/update" : ""}`;
  const url = new URL(path, endpoint);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = { authorization: `Bearer ${key}`, "content-type": contentType };
  // Not a literal: the browser's types, which fetch has here, do not know `duplex`; Node wants it.
  const init = { method: "POST", headers, body, duplex: "half" };
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new TransientFailure(`nothing answers at ${endpoint}, or it hung up`);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  const report = feedResponse.safeParse(answer);
  if (report.success) return report.data;
  const part = feedPartResponse.safeParse(answer);
  if (part.success) return part.data;
  const refusal = feedRefusal.safeParse(answer);
  if (refusal.success) return refusal.data;
  const problem = problemResponse.safeParse(answer);
  if (!problem.success) {
    if (response.status === 413) {
      throw new CommandFailure(`${endpoint} takes no request this large; --max-request cuts it`);
    }
    throw new CommandFailure(`${endpoint} is no Nextmove (HTTP ${response.status})`);
  }
  const { code, message } = problem.data.error;
  const Kind = TRANSIENT.has(response.status) ? TransientFailure : CommandFailure;
  throw new Kind(
    code === "unauthorized"
      ? `${code}: the key in NEXTMOVE_SECRET_KEY is wrong, expired or revoked`
      : `${code}: ${message}`,
  );
};

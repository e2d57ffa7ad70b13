import {
  type FeedPartResponse,
  feedPartResponse,
  type FeedRefusal,
  feedRefusal,
  type FeedResponse,
  feedResponse,
  problemResponse,
} from "@nextmove/contract";
import { z } from "zod";
import { call, type Deployment, failureOf } from "../call.ts";
import { CommandFailure } from "../failure.ts";

/** What is the same in each request of a feed. */
interface Sending {
  readonly caseId: string;
  readonly isUpdate: boolean;
  readonly contentType: string;
}

/** What the API's query says. */
export type PushQuery = Readonly<Record<string, string>>;

/** What a request led to: a part waits for the others. */
export type Outcome = FeedPartResponse | FeedResponse | FeedRefusal;

/** In this order: a report also has all that the answer to a part has. */
const outcomeResponse = z.union([feedResponse, feedPartResponse, feedRefusal]);

/**
 * For the most that a request may have, by a slow line. One who is silent once it has all is given up
 * by `fetch` itself, after five minutes.
 */
const LIMIT_MS = 1_800_000;

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

/** By the name of a file, without `.gz`; the server sniffs what this does not know. */
export const contentTypeOf = (file: string): string => {
  const ending = /\.([^.]+?)(?:\.gz)?$/.exec(file.toLowerCase())?.[1] ?? "";
  return contentTypes[ending] ?? "application/octet-stream";
};

/** Sends a feed, or a part of one, as it is read, and waits for what became of it. */
export const pushFeed = async (
  deployment: Deployment,
  { caseId, isUpdate, contentType }: Sending,
  query: PushQuery,
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
): Promise<Outcome> => {
  const path = `/v3/feed/${encodeURIComponent(caseId)}${isUpdate ? "/update" : ""}`;
  const url = new URL(path, deployment.url);
  url.search = String(new URLSearchParams(query));
  const headers = { "content-type": contentType };
  // Not a literal: the browser's types, which fetch has here, do not know `duplex`; Node wants it.
  const init = { method: "POST", headers, body, duplex: "half" };
  const answer = await call(deployment, url, init, LIMIT_MS);
  const { status, json } = answer;
  const outcome = outcomeResponse.safeParse(json);
  if (outcome.success) return outcome.data;
  if (status === 413 && !problemResponse.safeParse(json).success) {
    throw new CommandFailure(
      `${deployment.url} takes no request this large; --max-request cuts it`,
    );
  }
  throw failureOf(answer, deployment);
};

import { failure, type Failure } from "../../http/problems.ts";
import { checkPublicUrl, hostOf } from "../../http/public-address.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { FeedSource } from "./source.ts";
import { TruncatedBody } from "./unpack.ts";

/** How long a shop may take to begin its answer, and to end it. */
const ANSWER_PATIENCE_MS = 30_000;
const WHOLE_PATIENCE_MS = 5 * 60_000;
const REDIRECTS_LIMIT = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Whether a feed may be pulled from there: a public address that the case's `feed_hosts` lists, since a
 * Worker cannot pin what a name resolves to.
 */
export const checkFeedUrl = (
  text: string,
  hosts: readonly string[],
  baseUrl?: string,
): Result<URL, Failure> => {
  const url = checkPublicUrl(text, baseUrl);
  if (!url.ok) return url;
  const host = hostOf(url.value);
  if (!hosts.includes(host)) {
    return fail(failure("url_refused", `${host} is not in the case's feed_hosts`, "url"));
  }
  return url;
};

/** An answer to its end; `TruncatedBody` when the shop, or our patience, stops before that. */
async function* wholeOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    throw new TruncatedBody("the shop's answer broke off", { cause: error });
  }
}

/** Fetches a feed; a redirect is followed only to where it could have been pulled from at once. */
export const pull = async (
  text: string,
  hosts: readonly string[],
  fetchOut: Fetch,
): Promise<Result<FeedSource, Failure>> => {
  const stop = new AbortController();
  const answered = setTimeout(() => stop.abort(), ANSWER_PATIENCE_MS);
  let place = checkFeedUrl(text, hosts);
  try {
    for (let redirects = 0; place.ok && redirects <= REDIRECTS_LIMIT; redirects++) {
      const response = await fetchOut(place.value.href, {
        redirect: "manual",
        headers: { accept: "*/*", "user-agent": "nextmove-feed" },
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(WHOLE_PATIENCE_MS)]),
      });
      const location = response.headers.get("location");
      if (REDIRECTS.has(response.status) && location !== null) {
        place = checkFeedUrl(location, hosts, place.value.href);
        continue;
      }
      if (!response.ok || !response.body) {
        return fail(failure("pull_failed", `the shop answered ${response.status}`, "url"));
      }
      const contentType = response.headers.get("content-type") ?? "";
      return ok({ contentType, chunks: wholeOf(response.body) });
    }
  } catch {
    return fail(failure("pull_failed", "the shop did not answer", "url"));
  } finally {
    clearTimeout(answered);
  }
  return place.ok ? fail(failure("pull_failed", "too many redirects", "url")) : place;
};

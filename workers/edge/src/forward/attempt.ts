/** What came of a request to a sink. */
export type Attempt =
  | { ok: true }
  | {
      ok: false;
      reason: string;
      /** What the endpoint asked for, ms. */
      retryAfterMs?: number;
      /** The endpoint wants nothing any more. */
      gone?: true;
      /** Whatever had been sent would have failed. */
      whole?: true;
      /** Not even a connection came about, as far as one can tell. */
      unreached?: true;
    };

interface HttpRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An endpoint may not silence a sink for longer by one answer. */
const RETRY_AFTER_LIMIT_MS = 3_600_000;
/** Statuses that say "later": only they are asked when. */
const LATER = new Set([429, 502, 503, 504]);

/** RFC 9110 10.2.3: seconds, or a date. */
export const retryAfterMs = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(waitMs) ? undefined : Math.min(RETRY_AFTER_LIMIT_MS, Math.max(0, waitMs));
};

const read = ({ status, headers }: Response, now: number): Attempt => {
  if (status >= 200 && status < 300) return { ok: true };
  if (status === 410) return { ok: false, reason: "answered 410: it wants no more", gone: true };
  const wait = LATER.has(status) ? retryAfterMs(headers.get("retry-after"), now) : undefined;
  const isRedirect = status >= 300 && status < 400;
  return {
    ok: false,
    reason: isRedirect ? `answered ${status}: redirects are not followed` : `answered ${status}`,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
};

/** Sends one request; of the answer only its status and headers are looked at. */
export const post = async (
  fetchOut: Fetch,
  { url, headers, body }: HttpRequest,
  timeoutMs: number,
  now: number,
): Promise<Attempt> => {
  try {
    const response = await fetchOut(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", "user-agent": "nextmove-sink", ...headers },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return read(response, now);
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    // The platform's own words may name what is behind a name.
    return isTimeout
      ? { ok: false, reason: `no answer within ${timeoutMs} ms` }
      : { ok: false, reason: "no answer", unreached: true };
  }
};

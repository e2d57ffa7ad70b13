import type { Attributes, ConsentState, Decision } from "../api.ts";
import { pageOrder } from "../decide/decision.ts";
import { isRecord, isString, isStrings } from "../plain/shape.ts";
import { describeRequest, type PageRequest } from "./describe-request.ts";

/** Default wait: the visitor sees nothing at all of the page meanwhile. */
const DEADLINE_MS = 200;

export interface DecideForRequest {
  /** Origin of the edge, e.g. `https://next.example.com`. */
  readonly endpoint: string;
  /** Secret key, `sk_…`. It never goes to the browser. */
  readonly key: string;
  readonly case: string;
  /** The request for the page: its address, and the headers Cookie, User-Agent and Referer. */
  readonly request: PageRequest;
  /** The visitor's cookies are read only when it is `granted`. */
  readonly consent: ConsentState;
  /** More about this visitor and moment; wins over what the request tells. */
  readonly state?: Attributes | undefined;
  /** Actions that are possible now. Default: the catalogue of the case. */
  readonly actions?: readonly string[] | undefined;
  /** How many actions are wanted. Default: all. */
  readonly limit?: number | undefined;
  /** The page's own order when the edge does not answer. Default: `actions`. */
  readonly fallback?: readonly string[] | undefined;
  /** Milliseconds to wait for the edge. Default 200. */
  readonly deadline?: number | undefined;
  /** Default: the global one; a Worker may pass its service binding's. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** A decision as the page is rendered with it: plain data. */
export interface ServerDecision extends Omit<Decision, "shown"> {
  /** Why it is the page's own order. */
  readonly error?: string | undefined;
}

/** With the edge's own words, which say what to do about it. */
async function refusalOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const { message } = isRecord(body) && isRecord(body["error"]) ? body["error"] : {};
  return `the edge answered ${response.status}${isString(message) ? `: ${message}` : ""}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's `fetch failed` says only there whether it was the name, the address or the certificate.
  const cause: unknown = Reflect.get(error, "cause");
  const { code } = isRecord(cause) ? cause : {};
  return isString(code) ? `${error.message} (${code})` : error.message;
}

async function ask(options: DecideForRequest): Promise<ServerDecision> {
  const { endpoint, key, case: caseId, request, consent, state, actions, limit } = options;
  const { deadline = DEADLINE_MS, fetch = globalThis.fetch } = options;
  const description = describeRequest(request, consent);
  const body = { ...description, state: { ...description.state, ...state }, actions, limit };
  // The token is for the browser, which is the one to say what was shown.
  const url = `${endpoint.replace(/\/+$/, "")}/v3/action/${encodeURIComponent(caseId)}?token=1`;
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(deadline),
  });
  if (!response.ok) throw new Error(await refusalOf(response));
  const answer: unknown = await response.json();
  const { query_id: queryId, actions: ranked, token } = isRecord(answer) ? answer : {};
  if (!isString(queryId) || !isString(token) || !isStrings(ranked) || ranked.length === 0) {
    throw new Error("the edge's answer is no decision");
  }
  return { source: "edge", case: caseId, queryId, action: ranked[0], actions: ranked, token };
}

/**
 * Ranks the actions for the visitor who asks for this page. Never rejects: when the edge does not
 * decide within the deadline, it is the page's own order with the reason as `error`.
 */
export async function decideForRequest(options: DecideForRequest): Promise<ServerDecision> {
  try {
    return await ask(options);
  } catch (error) {
    const actions = pageOrder(options);
    return {
      source: "default",
      case: options.case,
      queryId: "",
      action: actions[0],
      actions,
      error: reasonOf(error),
    };
  }
}

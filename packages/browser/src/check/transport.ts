import type { Inspection } from "../api.ts";
import { isRecord, isString } from "../plain/shape.ts";
import { error, type Finding, info, warning } from "./finding.ts";

/** A visitor waits for a decision no longer than that. */
const SLOW_MS = 300;

/** A request that fails faster than any network was stopped in the browser. */
const STOPPED_WITHIN_MS = 15;

/** The edge puts right what is off by less. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/** What became of one empty report. Times in ms. */
export interface TransportFacts {
  readonly tookMs: number;
  /** Undefined when there was no answer. */
  readonly answer: { readonly status: number; readonly body: unknown } | undefined;
  /** The directive of the content security policy that stopped it. */
  readonly blockedBy: string | undefined;
  readonly isOnline: boolean;
  /** The browser's clock at the middle of the request, ms since 1970. */
  readonly at: number;
}

const PROBE_TIMEOUT_MS = 10_000;

/** Sends an empty report, which changes nothing, to the edge. */
export async function probeTransport({
  endpoint,
  key,
  case: caseId = "",
}: Pick<Inspection, "endpoint" | "key" | "case">): Promise<TransportFacts> {
  const url = `${endpoint}/v3/collect/${encodeURIComponent(caseId)}`;
  let blockedBy: string | undefined;
  const onViolation = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (url.startsWith(blockedURI)) blockedBy = effectiveDirective;
  };
  document.addEventListener("securitypolicyviolation", onViolation);
  const startedAt = Date.now();
  const started = performance.now();
  let answer: TransportFacts["answer"];
  try {
    // Not by JSON.stringify, which a page may have replaced. In a key there is nothing to escape.
    const body = `{"key":"${key}","sent_at":${startedAt},"events":[]}`;
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    // A string body is sent as text/plain, like every report: no preflight.
    const response = await fetch(url, { method: "POST", body, signal, cache: "no-store" });
    answer = { status: response.status, body: await response.json().catch(() => undefined) };
  } catch {
    // The violation is told in a task of its own.
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
  document.removeEventListener("securitypolicyviolation", onViolation);
  const tookMs = performance.now() - started;
  return { tookMs, answer, blockedBy, isOnline: navigator.onLine, at: startedAt + tookMs / 2 };
}

/** What that says about the way to the edge and about the clock. */
export function transportFindings(endpoint: string, facts: TransportFacts): readonly Finding[] {
  const { answer, tookMs } = facts;
  if (!answer) return [unanswered(endpoint, facts)];
  const body = isRecord(answer.body) ? answer.body : {};
  const { code, message } = isRecord(body["error"]) ? body["error"] : {};
  // Its words say what to do: of the key, the page's origin, the case.
  if (isString(code)) return [error(code, `The edge refuses: ${String(message)}.`)];
  const { now } = body;
  if (answer.status !== 200 || typeof now !== "number") {
    return [
      error(
        "edge_wrong",
        `${endpoint} answers ${answer.status}, not as Nextmove: a wrong address?`,
      ),
    ];
  }
  const took = `The edge answers in ${Math.round(tookMs)} ms`;
  return [
    tookMs > SLOW_MS
      ? warning("edge_slow", `${took}: decisions may fall back.`)
      : info("edge_answers", `${took}.`),
    clockFinding(facts.at - now),
  ];
}

function unanswered(endpoint: string, { blockedBy, isOnline, tookMs }: TransportFacts): Finding {
  if (blockedBy) {
    return error("csp_blocks", `Content-Security-Policy: add ${endpoint} to ${blockedBy}.`);
  }
  if (!isOnline) return warning("offline", "The browser is offline.");
  return tookMs < STOPPED_WITHIN_MS
    ? error("blocked", `Requests to ${endpoint} are stopped in the browser: by an ad blocker?`)
    : error("edge_unreachable", `${endpoint} does not answer: a wrong address, or it is down.`);
}

/** In the largest unit of which there are two at least: "25 minutes", "3 hours", "40 days". */
function durationText(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 120) return `${Math.round(minutes)} minutes`;
  return minutes < 2880
    ? `${Math.round(minutes / 60)} hours`
    : `${Math.round(minutes / 1440)} days`;
}

function clockFinding(aheadMs: number): Finding {
  const offMs = Math.abs(aheadMs);
  if (offMs <= CLOCK_TOLERANCE_MS) {
    return info("clock_right", `The clock is right, to ${Math.round(offMs / 1000)} s.`);
  }
  const direction = aheadMs > 0 ? "ahead" : "behind";
  return warning(
    "clock_wrong",
    `The clock is ${durationText(offMs)} ${direction}; the edge puts it right.`,
  );
}

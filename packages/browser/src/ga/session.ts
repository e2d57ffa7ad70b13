import type { Cookie } from "../identity/cookies.ts";
import { lowestDepth, splitVersioned } from "./versioned-value.ts";

export interface GaSession {
  /** Measurement id without `G-`. */
  readonly stream: string;
  /** Start of the session, Unix seconds in ten digits; with the client id it names the session. */
  readonly sessionId: string;
  /** Last hit, Unix seconds in ten digits. */
  readonly lastHit: string;
}

const COOKIE_NAME = /^_ga_([A-Z0-9]+)$/;
/** Other software writes `GS1.2.<16 digits>…` under the same name: only ten digits are seconds. */
const SECONDS = /^\d{10}$/;

/** GS1, until May 2025: `<start>.<number>.<engaged>.<last hit>.…`, by position. */
const FIRST_FORM = /^(\d+)\.\d+\.\d\.(\d+)(?:\.|$)/;

function times(form: string, rest: string): readonly (string | undefined)[] {
  if (form === "GS1") return FIRST_FORM.exec(rest)?.slice(1) ?? [];
  if (form !== "GS2") return [];
  // `s<start>$o<number>$g<engaged>$t<last hit>$…`, by letter, in any order.
  const byLetter = new Map(rest.split("$").map((part) => [part[0], part.slice(1)]));
  return [byLetter.get("s"), byLetter.get("t")];
}

function parse([name, value]: Cookie): (GaSession & { readonly depth: number }) | undefined {
  const stream = COOKIE_NAME.exec(name)?.[1];
  const parts = splitVersioned(value);
  if (!stream || !parts) return undefined;
  const [sessionId = "", lastHit = ""] = times(parts.form, parts.rest);
  if (!SECONDS.test(sessionId) || !SECONDS.test(lastHit)) return undefined;
  return { stream, depth: parts.depth, sessionId, lastHit };
}

/**
 * The Google Analytics session, from `_ga_<STREAM>`. A shop with several streams has one each: the
 * one with the latest hit is the running one.
 */
export function gaSession(cookies: readonly Cookie[]): GaSession | undefined {
  const sessions = cookies.flatMap((cookie) => parse(cookie) ?? []);
  const [latest] = [...sessions].sort((a, b) => (a.lastHit < b.lastHit ? 1 : -1));
  return lowestDepth(sessions.filter(({ stream }) => stream === latest?.stream));
}

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

// Seconds have ten digits: other software writes `GS1.2.<16 digits>…` under the same name.

/** GS1, until May 2025: `<start>.<number>.<engaged>.<last hit>.…`, by position. */
const FIRST_FORM = /^(\d{10})\.\d+\.\d\.(\d{10})(?:\.|$)/;

/** GS2: `s<start>$o<number>$g<engaged>$t<last hit>$…`, by letter, in any order. */
const START = /(?:^|\$)s(\d{10})(?:\$|$)/;
const LAST_HIT = /(?:^|\$)t(\d{10})(?:\$|$)/;

function parse([name, value]: Cookie): (GaSession & { readonly depth: number }) | undefined {
  const stream = COOKIE_NAME.exec(name)?.[1];
  const { form, depth = 0, rest = "" } = splitVersioned(value) ?? {};
  const first = form === "GS1" ? FIRST_FORM.exec(rest) : undefined;
  const isSecond = form === "GS2";
  const sessionId = (isSecond ? START.exec(rest) : first)?.[1];
  const lastHit = isSecond ? LAST_HIT.exec(rest)?.[1] : first?.[2];
  return stream && sessionId && lastHit ? { stream, depth, sessionId, lastHit } : undefined;
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

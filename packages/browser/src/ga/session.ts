import type { Cookie } from "../identity/cookies.ts";
import { least, widest } from "./widest.ts";

export interface GaSession {
  /** Measurement id without `G-`. */
  readonly stream: string;
  /** Start of the session, Unix seconds in ten digits; with the client id it names the session. */
  readonly sessionId: string;
  /** Last hit, Unix seconds. */
  readonly lastHit: number;
}

const COOKIE_NAME = /^_ga_(\w+)$/;

// Both forms give depth, start and last hit. Seconds have ten digits: other software writes
// `GS1.2.<16 digits>…` under the same name.

/** Until May 2025: `GS1.<depth>.<start>.<number>.<engaged>.<last hit>.…`, by position. */
const FIRST_FORM = /^GS1\.(\d+)[^.]*\.(\d{10})\.\d+\.\d\.(\d{10})\b/;

/** `GS2.<depth>.s<start>$o<number>$g<engaged>$t<last hit>$…`, by letter, in any order. */
const SECOND_FORM = /^GS2\.(\d+)(?=.*[.$]s(\d{10})\b)(?=.*[.$]t(\d{10})\b)/;

/**
 * The Google Analytics session, from `_ga_<STREAM>`. A shop with several streams has one each: that
 * of the measurement id (`G-<STREAM>`) counts, without one the running one, which has the latest hit.
 */
export function gaSession(
  cookies: readonly Cookie[],
  measurementId?: string,
): GaSession | undefined {
  const sessions = cookies.flatMap(([name, value]) => {
    const stream = COOKIE_NAME.exec(name)?.[1];
    const [, depth, sessionId, lastHit] = FIRST_FORM.exec(value) ?? SECOND_FORM.exec(value) ?? [];
    if (!stream || !sessionId) return [];
    return [{ stream, depth: Number(depth), sessionId, lastHit: Number(lastHit) }];
  });
  const latest = least(sessions, ({ lastHit }) => -lastHit);
  const running = measurementId?.replace("G-", "") ?? latest?.stream;
  return widest(sessions.filter(({ stream }) => stream === running));
}

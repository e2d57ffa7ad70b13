import type { GaName } from "./client-id.ts";

/**
 * From the value of `_ga_<STREAM>`: its id is the start of the session, Unix seconds in ten digits;
 * with the client id it names the session. Two forms give start and last hit:
 * - until May 2025 `GS1.<depth>.<start>.<number>.<engaged>.<last hit>.…`, by position;
 * - `GS2.<depth>.s<start>$o<number>$g<engaged>$t<last hit>$…`, by letter, in any order. Some write `$`
 *   as `%24`.
 *
 * Seconds have ten digits: other software writes `GS1.2.<16 digits>…` under the same name.
 */
export function gaSession(streamId: string, value: string): GaName | undefined {
  const [, id, lastHit] =
    /^GS1\.\d+[^.]*\.(\d{10})\.\d+\.\d\.(\d{10})\b/.exec(value) ??
    /^GS2\.\d+(?=.*(?:\.|\$|%24)s(\d{10})\b)(?=.*(?:\.|\$|%24)t(\d{10})\b)/.exec(value) ??
    [];
  return id ? { id, streamId, rank: -Number(lastHit) } : undefined;
}

export interface GaSession {
  /** Measurement id without `G-`. */
  readonly stream: string;
  /** Start of the session, Unix seconds in ten digits; with the client id it names the session. */
  readonly id: string;
  /** Last hit, Unix seconds. */
  readonly lastHit: number;
}

// Both forms give start and last hit. Seconds have ten digits: other software writes
// `GS1.2.<16 digits>…` under the same name.

/** Until May 2025: `GS1.<depth>.<start>.<number>.<engaged>.<last hit>.…`, by position. */
const FIRST_FORM = /^GS1\.\d+[^.]*\.(\d{10})\.\d+\.\d\.(\d{10})\b/;

/**
 * `GS2.<depth>.s<start>$o<number>$g<engaged>$t<last hit>$…`, by letter, in any order. Some write `$`
 * as `%24`.
 */
const SECOND_FORM = /^GS2\.\d+(?=.*(?:\.|\$|%24)s(\d{10})\b)(?=.*(?:\.|\$|%24)t(\d{10})\b)/;

/** From the value of `_ga_<STREAM>`. */
export function gaSession(stream: string, value: string): GaSession | undefined {
  const [, id, lastHit] = FIRST_FORM.exec(value) ?? SECOND_FORM.exec(value) ?? [];
  return id ? { stream, id, lastHit: Number(lastHit) } : undefined;
}

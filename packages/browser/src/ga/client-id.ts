/** What a cookie names: a client, or a session of a stream. */
export interface GaName {
  readonly id: string;
  /** Measurement id without `G-`, of a session. */
  readonly streamId?: string;
  /** Of several the lowest counts: the fewest labels of a cookie's domain, the latest hit of a session. */
  readonly rank: number;
}

/**
 * `GA1.<depth>.<client id>`; an old form writes the depth as `<domain>-<path>`, and AMP pages write
 * `amp-…` alone. The client id is all that follows, since it may contain dots and dashes:
 * - `<random>.<first seen, Unix seconds>` from analytics.js and gtag.js;
 * - what other software sets: a UUID, an AMP id, any name with a letter or dash in it.
 */
const VALUE = /^(?:GA\d\.(\d+)[^.]*\.|(?=amp-))(\d+\.\d{10}|(?=.*[a-z-])[\w.-]{8,128})$/i;

/** From the value of `_ga`; undefined when it is no id (`deleted`, truncated values). */
export function gaClient(value: string): GaName | undefined {
  const [, depth = 0, id] = VALUE.exec(value) ?? [];
  return id ? { id, rank: +depth } : undefined;
}

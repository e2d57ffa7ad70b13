import type { Cookie } from "../identity/cookies.ts";
import { widest } from "./widest.ts";

/**
 * `GA1.<depth>.<client id>`; an old form writes the depth as `<domain>-<path>`, and AMP pages write
 * `amp-…` alone. The client id is all that follows, since it may contain dots and dashes:
 * - `<random>.<first seen, Unix seconds>` from analytics.js and gtag.js;
 * - what other software sets: a UUID, an AMP id, any name with a letter or dash in it.
 */
const VALUE = /^(?:GA\d\.(\d+)[^.]*\.|(?=amp-))(\d+\.\d{10}|(?=.*[a-z-])[\w.-]{8,128})$/i;

/**
 * The Google Analytics client id, from `_ga`; undefined when there is none, or when it is no id
 * (`deleted`, truncated values).
 */
export function gaClientId(cookies: readonly Cookie[]): string | undefined {
  const found = cookies.flatMap(([name, value]) => {
    const [, depth = 0, id] = (name === "_ga" && VALUE.exec(value)) || [];
    return id ? [{ depth: Number(depth), id }] : [];
  });
  return widest(found)?.id;
}

import type { Cookie } from "../identity/cookies.ts";
import { lowestDepth, splitVersioned } from "./versioned-value.ts";

/** `<random>.<first seen, Unix seconds>`: what analytics.js and gtag.js make. */
const NUMERIC = /^\d+\.\d{10}$/;
/** A client id set by other software: a UUID, an AMP id, any name with a letter or dash in it. */
const NAMED = /^(?=.*[a-z-])[\w.-]{8,128}$/i;

/**
 * The Google Analytics client id, from `_ga` = `GA1.<depth>.<client id>`: all that follows the
 * second dot, since the id may contain dots and dashes. AMP pages write `amp-…` without a prefix.
 * Undefined when there is none, or when it is no id (`deleted`, truncated values).
 */
export function gaClientId(cookies: readonly Cookie[]): string | undefined {
  const candidates = cookies.flatMap(([name, value]) => {
    if (name !== "_ga") return [];
    if (value.startsWith("amp-")) return [{ depth: 0, rest: value }];
    const parts = splitVersioned(value);
    return parts?.form.startsWith("GA") ? [parts] : [];
  });
  const valid = candidates.filter(({ rest }) => NUMERIC.test(rest) || NAMED.test(rest));
  return lowestDepth(valid)?.rest;
}

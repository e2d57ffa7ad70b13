import { attempt } from "../attempt.ts";

export type Cookie = readonly [name: string, value: string];

/** A stray % is legal in a cookie. */
const decode = (text: string): string => attempt(() => decodeURIComponent(text)) ?? text;

/** The cookies of a `document.cookie` string, in its order; the same name may come twice. */
export function parseCookies(header: string): readonly Cookie[] {
  return header.split(";").flatMap((pair): Cookie[] => {
    const equals = pair.indexOf("=");
    if (equals < 0) return [];
    return [[pair.slice(0, equals).trim(), decode(pair.slice(equals + 1).trim())]];
  });
}

import type { Nextmove, NextmoveOptions } from "../api.ts";
import { decidingPlatform } from "../platform/browser/deciding-platform.ts";
import { createInert } from "../inert.ts";
import { assembleCookieless } from "./assemble.ts";

/** As `createNextmove`, but nothing is kept in the browser or read from it, whatever the consent. */
export function createCookielessNextmove(options: NextmoveOptions): Nextmove {
  try {
    return assembleCookieless(options, decidingPlatform);
  } catch {
    return createInert(options);
  }
}

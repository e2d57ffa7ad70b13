import type { Nextmove, NextmoveOptions } from "./api.ts";
import { createInert } from "./inert.ts";
import { assemble } from "./nextmove.ts";
import { decidingPlatform } from "./platform/browser/deciding-platform.ts";

/**
 * Makes a running SDK for this page. Make one per page and share it; no method of it throws or
 * rejects. Consent starts `pending` unless it is given. Where there is no browser, `decide` answers
 * the page's own order and nothing else happens.
 */
export function createNextmove(options: NextmoveOptions): Nextmove {
  try {
    return assemble(options, decidingPlatform);
  } catch {
    return createInert(options);
  }
}

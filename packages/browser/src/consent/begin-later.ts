import type { ConsentFollower } from "./consent.ts";
import type { Platform } from "../platform/platform.ts";

export interface BeginLater extends ConsentFollower {
  /** Does now what was put off, unless the page is still prerendered. */
  readonly begin: () => void;
}

/**
 * Parts for which consent is granted a task later, so that what they do then delays neither the
 * page's loading nor the answer to a click on "accept"; and not while the page is prerendered: nobody
 * has seen it, and nobody may ever. Until then they are `pending`, and what happens waits in memory.
 *
 * @param first what is to be done in that task in any case
 */
export function beginLater(
  platform: Pick<Platform, "runAfter" | "isPrerendered">,
  parts: readonly ConsentFollower[],
  first: () => void,
): BeginLater {
  let isWaiting = false;
  let isDenied = false;
  const begin = () => {
    if (isWaiting && !platform.isPrerendered()) {
      isWaiting = false;
      parts.forEach((part) => part.follow(true));
    }
  };
  return {
    follow(mayStore, mustForget = false) {
      isWaiting = mayStore;
      if (isDenied || !mayStore) parts.forEach((part) => part.follow(false, mustForget));
      isDenied = mustForget;
      platform.runAfter(0, () => {
        first();
        begin();
      });
    },
    begin,
  };
}

import type { ConsentFollower } from "./consent.ts";
import type { Platform } from "./platform.ts";

export interface UntilShown extends ConsentFollower {
  /** The page may be on the screen now. */
  readonly comeBack: () => void;
}

/**
 * Parts that stay `pending` while the page is prerendered: nobody has seen it, and nobody may ever,
 * so what happens on it waits in memory.
 */
export function untilShown(
  platform: Pick<Platform, "isPrerendered">,
  parts: readonly ConsentFollower[],
): UntilShown {
  let isWaiting = false;
  const follow: ConsentFollower["follow"] = (state) => {
    isWaiting = state === "granted" && platform.isPrerendered();
    for (const part of parts) part.follow(isWaiting ? "pending" : state);
  };
  return {
    follow,
    comeBack() {
      if (isWaiting) follow("granted");
    },
  };
}

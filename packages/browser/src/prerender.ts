import type { ConsentState } from "./api.ts";
import type { ConsentFollower } from "./consent.ts";
import type { Platform } from "./platform.ts";

/**
 * Parts that stay `pending` while the page is prerendered: nobody has seen it, and nobody may ever,
 * so what happens on it waits in memory.
 */
export function onceActivated(
  platform: Pick<Platform, "whenActivated">,
  parts: readonly ConsentFollower[],
): ConsentFollower {
  let isActive = false;
  let state: ConsentState = "pending";
  const follow = (next: ConsentState) => {
    state = next;
    const effective = isActive || state === "denied" ? state : "pending";
    for (const part of parts) part.follow(effective);
  };
  platform.whenActivated(() => {
    isActive = true;
    if (state === "granted") follow(state);
  });
  return { follow };
}

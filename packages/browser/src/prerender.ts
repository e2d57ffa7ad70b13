import type { ConsentState } from "./api.ts";
import type { ConsentEffects } from "./consent.ts";
import type { Platform } from "./platform.ts";

/**
 * Parts that stay `pending` while the page is prerendered: nobody has seen it, and nobody may ever,
 * so what happens on it waits in memory.
 */
export function onceActivated(
  platform: Pick<Platform, "whenActivated">,
  parts: readonly ConsentEffects[],
): ConsentEffects {
  let isActive = false;
  let state: ConsentState = "pending";
  const become = (next: ConsentState) => () => {
    state = next;
    const effective = isActive || state === "denied" ? state : "pending";
    for (const part of parts) part[effective]();
  };
  platform.whenActivated(() => {
    isActive = true;
    if (state === "granted") become(state)();
  });
  return { pending: become("pending"), granted: become("granted"), denied: become("denied") };
}

import type { Nextmove, NextmoveOptions } from "../api.ts";
import { assemble } from "../nextmove.ts";
import type { DecidingPlatform } from "../platform/platform.ts";
import { withoutStorage } from "./platform.ts";

/**
 * The SDK over a browser that keeps nothing: the visitor has an id for this page alone. Consent means
 * what it means elsewhere; what earlier pages kept with consent goes when it is denied.
 */
export function assembleCookieless(options: NextmoveOptions, platform: DecidingPlatform): Nextmove {
  // Google Analytics' names come from its cookies.
  const nextmove = assemble({ ...options, ga: undefined }, withoutStorage(platform));
  const removeKept = () => {
    if (nextmove.consent() !== "denied") return;
    assemble({ ...options, consent: "denied", pageViews: false }, platform).stop();
  };
  removeKept();
  nextmove.on("consent", removeKept);
  return {
    ...nextmove,
    inspect() {
      const told = nextmove.inspect();
      return { ...told, cookieless: true, journal: { ...told.journal, durable: false } };
    },
  };
}

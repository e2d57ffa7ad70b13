import { attempt } from "../../plain/attempt.ts";
import type { DecidingPlatform } from "../platform.ts";
import { browserPlatform } from "./platform.ts";

/** The real browser, and its screen: apart, so that a tracker does not bring it along. */
export const decidingPlatform: DecidingPlatform = {
  ...browserPlatform,
  screen: () => ({
    // Not in jsdom, where pages are tested.
    coarsePointer: attempt(() => matchMedia("(pointer: coarse)").matches) ?? false,
    shortSidePixels: Math.min(screen.width, screen.height),
  }),
};

import type { Screen } from "../../platform/platform.ts";

export type DeviceClass = "mobile" | "tablet" | "desktop";

/** Tablets start at 600 CSS pixels on the short side, in portrait and landscape (Android's sw600dp). */
const TABLET_FROM_PIXELS = 600;

/** Told by pointer and screen: user agent strings are frozen, and desktop mode lies in them. */
export function deviceClass({ coarsePointer, shortSidePixels }: Screen): DeviceClass {
  if (!coarsePointer) return "desktop";
  return shortSidePixels < TABLET_FROM_PIXELS ? "mobile" : "tablet";
}

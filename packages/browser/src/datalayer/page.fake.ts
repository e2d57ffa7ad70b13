import type { LayerPage } from "./listen.ts";

/** A window with a dataLayer, and nothing else. */
export function createFakePage(dataLayer?: unknown): LayerPage & EventTarget {
  const page = new EventTarget() as LayerPage & EventTarget;
  return dataLayer === undefined ? page : Object.assign(page, { dataLayer });
}

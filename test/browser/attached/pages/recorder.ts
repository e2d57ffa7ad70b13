import { createTestNextmove } from "../../../../packages/browser/src/testing/index.ts";

/** The Nextmove of a test's page, in memory: the edge always takes the last action. */
export const recorder = createTestNextmove({
  case: "shop",
  decisions: { shop: ({ actions = [] }) => [...actions].reverse(), down: "unreachable" },
});

declare global {
  interface Window {
    recorder: typeof recorder;
    stopAttached: () => void;
  }
}
window.recorder = recorder;

/**
 * Runs whenever the page is hidden or left, before the SDK sends what it has: its own listeners
 * are on the same objects, and capturing comes first.
 * Returns what stops it.
 */
export function beforeLeaving(run: () => void): () => void {
  const onChange = () => {
    if (document.visibilityState === "hidden") run();
  };
  addEventListener("pagehide", run, true);
  addEventListener("visibilitychange", onChange, true);
  return () => {
    removeEventListener("pagehide", run, true);
    removeEventListener("visibilitychange", onChange, true);
  };
}

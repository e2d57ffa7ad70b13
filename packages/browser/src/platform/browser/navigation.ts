/** Runs after the original, which stays as it was for its callers. */
function after(
  name: "pushState" | "replaceState",
  run: () => void,
  { signal }: AbortController,
): void {
  const original = history[name];
  history[name] = (...parameters) => {
    original.apply(history, parameters);
    // What others have wrapped around it in the meantime cannot be taken off.
    if (!signal.aborted) run();
  };
}

/**
 * Runs whenever the address of the page may have changed: by the Navigation API, or where there is
 * none (before Safari 26.2 and Firefox 147) by patched history; until it is aborted.
 */
export function onNavigate(run: () => void, until: AbortController): void {
  // Without the API it may be an element of the page with this id.
  const { navigation }: { readonly navigation?: Navigation } = window;
  if (navigation?.currentEntry) {
    navigation.addEventListener("currententrychange", run, until);
    return;
  }
  after("pushState", run, until);
  after("replaceState", run, until);
  addEventListener("popstate", run, until);
  addEventListener("hashchange", run, until);
}

/** Runs after the original, which stays as it was for its callers. */
function after(name: "pushState" | "replaceState", run: () => void): void {
  const original = history[name];
  history[name] = function changeState(...parameters) {
    original.apply(this, parameters);
    run();
  };
}

/**
 * Runs whenever the address of the page may have changed: by the Navigation API, or where there is
 * none (before Safari 26.2 and Firefox 147) by patched history.
 */
export function onNavigate(run: () => void): void {
  // Without the API it may be an element of the page with this id.
  const { navigation }: { readonly navigation?: Partial<Navigation> } = window;
  if (navigation?.currentEntry) {
    navigation.addEventListener?.("currententrychange", run);
    return;
  }
  after("pushState", run);
  after("replaceState", run);
  addEventListener("popstate", run);
  addEventListener("hashchange", run);
}

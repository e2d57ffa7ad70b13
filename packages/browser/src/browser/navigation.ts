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
  const navigation: unknown = Reflect.get(globalThis, "navigation");
  if (navigation instanceof EventTarget) {
    navigation.addEventListener("currententrychange", run);
    return;
  }
  after("pushState", run);
  after("replaceState", run);
  addEventListener("popstate", run);
  addEventListener("hashchange", run);
}

import { attempt } from "../../plain/attempt.ts";
import { createEventStore } from "../../storage/event-store.ts";
import type { Platform } from "../platform.ts";
import { openStore } from "../../storage/store.ts";
import { onNavigate } from "./navigation.ts";
import { sendLater } from "./send-later.ts";

declare global {
  interface Document {
    /** Chromium's (https://wicg.github.io/nav-speculation/prerendering.html). */
    readonly prerendering?: boolean;
  }
}

/** The real browser. */
export const browserPlatform: Platform = {
  now: Date.now,
  chance: Math.random,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  runAfter(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  fetch: (url, init) => fetch(url, init),
  // Some privacy extensions replace it with a function that throws.
  beacon: (url, body) => attempt(() => navigator.sendBeacon(url, body)),
  sendLater,
  async exclusively(name, signal, run) {
    let running: Promise<void> | undefined;
    const begin = () => (running ??= run());
    // Only in secure contexts, and refused where storage is (a frame of another site without
    // third-party cookies); without it two tabs may send the same event, which counts once.
    await navigator.locks?.request(name, { signal }, begin).catch(() => undefined);
    if (!signal.aborted) await begin();
  },
  currentPage: () => ({
    url: location.href,
    referrer: document.referrer,
  }),
  site: () => location,
  isVisible: () => !document.hidden,
  // Chromium tells that the page is visible before it says that it is no longer prerendered.
  isPrerendered: () => document.hidden && document.prerendering,
  // A sandboxed frame without allow-same-origin throws on both.
  readCookies: () => attempt(() => document.cookie) ?? "",
  setCookie: (cookie) => attempt(() => (document.cookie = cookie)),
  storage: openStore(() => localStorage),
  tabStorage: openStore(() => sessionStorage),
  eventStore: createEventStore,
  watch(leave, comeBack, navigated, until) {
    // A controller is what listeners take for options: an object with a signal.
    // pagehide fires on window only, and hidden is the last event a phone is sure to give.
    addEventListener("pagehide", () => leave(true), until);
    addEventListener("pageshow", (event) => event.persisted && comeBack(true), until);
    addEventListener("online", () => comeBack(false), until);
    document.addEventListener(
      "visibilitychange",
      () => (document.hidden ? leave(false) : comeBack(false)),
      until,
    );
    onNavigate(navigated, until);
  },
  watchStorage: (changed, until) => addEventListener("storage", changed, until),
  writeLog: (...parts) => console.debug("[nextmove]", ...parts),
};

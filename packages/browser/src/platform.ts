import { createEventStore, type EventStore } from "./journal/event-store.ts";

/** The page as far as it becomes state. */
export interface PageView {
  readonly url: string;
  readonly referrer: string;
  readonly coarsePointer: boolean;
  readonly shortSidePixels: number;
}

export interface Presence {
  /** The page is left (final, though it may come back) or only hidden. */
  readonly leave: (final: boolean) => void;
  /** It is visible again, back from the back/forward cache, or online again. */
  readonly comeBack: () => void;
}

/** All of the browser that the SDK touches. Everything else is plain code over it. */
export interface Platform {
  readonly now: () => number;
  /** Uniform in [0, 1); for jitter only. */
  readonly random: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Runs once after the delay; returns what cancels it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly fetch: (url: string, init: RequestInit & { readonly body: string }) => Promise<Response>;
  /** Hands a text/plain body to the browser for sending; false when it refuses. */
  readonly beacon: (url: string, body: string) => boolean;
  /** Runs while no other tab of this origin runs under the same name. */
  readonly exclusively: (
    name: string,
    signal: AbortSignal,
    run: () => Promise<void>,
  ) => Promise<void>;
  readonly page: () => PageView;
  readonly cookies: () => string;
  readonly setCookie: (cookie: string) => void;
  /** localStorage, or undefined where the browser denies it. */
  readonly storage: () => Storage | undefined;
  readonly eventStore: (name: string) => EventStore;
  /** Tells from now on when the page goes and comes. */
  readonly watch: (presence: Presence) => void;
  readonly log: (...parts: readonly unknown[]) => void;
}

export const browserPlatform: Platform = {
  now: () => Date.now(),
  random: () => Math.random(),
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  fetch: (url, init) => fetch(url, init),
  beacon(url, body) {
    try {
      return navigator.sendBeacon(url, body);
    } catch {
      return false; // Some privacy extensions replace it with a function that throws.
    }
  },
  async exclusively(name, signal, run) {
    // Only in secure contexts; without it two tabs may send the same event, which counts once.
    await (navigator.locks ? navigator.locks.request(name, { signal }, run) : run());
  },
  page: () => ({
    url: location.href,
    referrer: document.referrer,
    // Test environments such as jsdom have none.
    coarsePointer: typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches,
    shortSidePixels: Math.min(screen.width, screen.height),
  }),
  // A sandboxed frame without allow-same-origin throws on both.
  cookies() {
    try {
      return document.cookie;
    } catch {
      return "";
    }
  },
  setCookie(cookie) {
    try {
      document.cookie = cookie;
    } catch {
      // The caller reads back what it wrote.
    }
  },
  storage() {
    try {
      return localStorage;
    } catch {
      return undefined; // Reading the property throws when the visitor blocks site data.
    }
  },
  eventStore: createEventStore,
  watch({ leave, comeBack }) {
    // pagehide fires on window only, and hidden is the last event a phone is sure to give.
    addEventListener("pagehide", () => leave(true));
    addEventListener("pageshow", (event) => {
      if (event.persisted) comeBack();
    });
    addEventListener("online", comeBack);
    document.addEventListener("visibilitychange", () =>
      document.visibilityState === "hidden" ? leave(false) : comeBack(),
    );
  },
  log: (...parts) => console.debug("[nextmove]", ...parts),
};

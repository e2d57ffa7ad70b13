import type { EventStore } from "../storage/event-store.ts";
import type { Store } from "../storage/store.ts";

/** The page as far as it becomes state. */
export interface PageView {
  readonly url: string;
  readonly referrer: string;
}

/** What it is looked at on. */
export interface Screen {
  readonly coarsePointer: boolean;
  readonly shortSidePixels: number;
}

export interface Presence {
  /** The page is left (final, though it may come back) or only hidden. */
  readonly leave: (final: boolean) => void;
  /** It is visible again, online again, or restored: back from the back/forward cache. */
  readonly comeBack: (restored: boolean) => void;
}

/** What a page goes through. */
export interface PageLife extends Presence {
  /** The address may have changed. */
  readonly navigated: () => void;
}

/** Without a value where something was removed. */
export type StorageChange = Partial<Pick<StorageEvent, "newValue">>;

/** All of the browser that the SDK touches. Everything else is plain code over it. */
export interface Platform {
  readonly now: () => number;
  /** Uniform in [0, 1); for jitter only. */
  readonly chance: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Runs once after the delay; returns what cancels it. */
  readonly runAfter: (delayMs: number, run: () => unknown) => () => void;
  readonly fetch: (url: string, init: RequestInit & { readonly body: string }) => Promise<Response>;
  /** Hands a text/plain body to the browser for sending; false when it refuses. */
  readonly beacon: (url: string, body: string) => boolean | undefined;
  /**
   * Hands over a body that the browser sends when the page ends, however it ends; returns what takes
   * it back, or undefined where the browser cannot or refuses.
   */
  readonly sendLater: (url: string, body: string) => (() => void) | undefined;
  /** Runs while no other tab of this origin runs under the same name. */
  readonly exclusively: (
    name: string,
    signal: AbortSignal,
    run: () => Promise<void>,
  ) => Promise<void>;
  readonly currentPage: () => PageView;
  /** Parts of its address, which the browser knows already. */
  readonly site: () => Pick<Location, "hostname" | "protocol" | "pathname">;
  readonly isVisible: () => boolean;
  /** Nobody sees it yet, and nobody may ever. */
  readonly isPrerendered: () => boolean | undefined;
  readonly readCookies: () => string;
  readonly setCookie: (cookie: string) => void;
  /** localStorage */
  readonly storage: Store;
  /** sessionStorage */
  readonly tabStorage: Store;
  readonly eventStore: (name: string) => EventStore;
  /** Tells what the page goes through, until it is aborted. */
  readonly watch: (
    leave: PageLife["leave"],
    comeBack: PageLife["comeBack"],
    navigated: PageLife["navigated"],
    until: AbortController,
  ) => void;
  /**
   * Tells what other pages of this browser change in localStorage, until it is aborted; once, however
   * often it is asked. Apart, because the browser then fetches what is stored, while the page waits.
   */
  readonly watchStorage: (changed: (change: StorageChange) => void, until: AbortController) => void;
  readonly writeLog: (...parts: readonly unknown[]) => void;
}

/** What only decisions need beside it. */
export interface DecidingPlatform extends Platform {
  readonly screen: () => Screen;
}

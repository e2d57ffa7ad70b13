import type { Nextmove } from "../api.ts";
import type { CheckReport } from "../check/index.ts";
import type { OverlayOptions } from "../overlay/index.ts";

/** A call made before the SDK was there. */
export interface StubCall {
  /** When it was made, ms since 1970. */
  readonly at: number;
  /** Makes it on the SDK, `waitedMs` later. */
  readonly run: (nextmove: Nextmove, waitedMs: number) => void;
}

/** The stub's list of calls. The SDK puts its own in its place, and so gets later calls at once. */
export interface StubCalls {
  readonly push: (call: StubCall) => void;
  readonly forEach?: (run: (call: StubCall) => void) => void;
}

/** What the script tag makes of the page's `window.nextmove`. */
export interface ScriptNextmove extends Nextmove {
  /** What keeps it from working on this page; rejects when the check cannot be loaded. */
  readonly check: () => Promise<CheckReport>;
  /** Shows what it knows and does; resolves to what closes it. */
  readonly overlay: (options?: OverlayOptions) => Promise<() => void>;
}

declare global {
  interface Window {
    /** Nothing, our stub, our SDK, or an element of the page that happens to have this id. */
    nextmove?: Partial<ScriptNextmove> & { calls?: StubCalls };
  }
}

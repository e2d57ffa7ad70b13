import type { ErrorCode, Nextmove, NextmoveEvents } from "./api.ts";

type Registered = {
  readonly [Name in keyof NextmoveEvents]: Set<(detail: NextmoveEvents[Name]) => void>;
};

export interface Listeners {
  readonly on: Nextmove["on"];
  readonly emit: <Name extends keyof NextmoveEvents>(
    event: Name,
    detail: NextmoveEvents[Name],
  ) => void;
  readonly fail: (code: ErrorCode, message: string, eventIds?: readonly string[]) => void;
}

/** Who listens to what. A listener that throws harms neither the others nor the SDK. */
export function createListeners(log?: (...parts: readonly unknown[]) => void): Listeners {
  const registered: Registered = {
    decision: new Set(),
    recommendation: new Set(),
    sent: new Set(),
    error: new Set(),
    consent: new Set(),
    page: new Set(),
    track: new Set(),
  };

  const emit: Listeners["emit"] = (event, detail) => {
    log?.(event, detail);
    for (const listener of registered[event]) {
      try {
        listener(detail);
      } catch (error) {
        log?.("listener", error);
      }
    }
  };

  return {
    on(event, listener) {
      registered[event]?.add(listener); // A page without types may name an event that is none.
      return () => void registered[event]?.delete(listener);
    },
    emit,
    fail: (code, message, eventIds) => emit("error", { code, message, eventIds }),
  };
}

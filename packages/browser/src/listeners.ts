import type { ErrorCode, Nextmove, NextmoveEvents } from "./api.ts";

type Listener = (detail: never) => void;

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
  const registered = new Map<string, Set<Listener>>();

  const emit: Listeners["emit"] = (event, detail) => {
    log?.(event, detail);
    for (const listener of registered.get(event) ?? []) {
      try {
        listener(detail as never); // `on` saw to it that they go together.
      } catch (error) {
        log?.("listener", error);
      }
    }
  };

  return {
    on(event, listener) {
      const listeners = registered.get(event) ?? new Set();
      registered.set(event, listeners.add(listener));
      return () => void listeners.delete(listener);
    },
    emit,
    fail: (code, message, eventIds) => emit("error", { code, message, eventIds }),
  };
}

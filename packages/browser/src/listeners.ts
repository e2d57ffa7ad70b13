import type { ErrorCode, Nextmove, NextmoveEvents } from "./api.ts";

interface Registration {
  readonly name: keyof NextmoveEvents;
  readonly listener: (detail: never) => void;
}

export interface Listeners {
  readonly on: Nextmove["on"];
  readonly emit: <Name extends keyof NextmoveEvents>(
    event: Name,
    detail: NextmoveEvents[Name],
  ) => void;
  readonly fail: (code: ErrorCode, message: string, eventIds?: readonly string[]) => void;
}

/** The listeners of each event. A listener that throws harms neither the others nor the SDK. */
export function createListeners(log?: (...parts: readonly unknown[]) => void): Listeners {
  const registered = new Set<Registration>();

  const emit: Listeners["emit"] = (event, detail) => {
    log?.(event, detail);
    for (const { name, listener } of registered) {
      try {
        if (name === event) listener(detail as never); // `on` saw to it that they go together.
      } catch (error) {
        log?.("error", error);
      }
    }
  };

  return {
    on(name, listener) {
      const registration = { name, listener };
      registered.add(registration);
      return () => void registered.delete(registration);
    },
    emit,
    fail: (code, message, eventIds) => emit("error", { code, message, eventIds }),
  };
}

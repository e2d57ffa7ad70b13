import type { ErrorCode, Nextmove, NextmoveEvents } from "../api.ts";

export interface Listeners {
  readonly on: Nextmove["on"];
  readonly emit: <Name extends keyof NextmoveEvents>(
    event: Name,
    detail: NextmoveEvents[Name],
  ) => void;
  /** Tells of an error, in words or as it was thrown. */
  readonly tellError: (code: ErrorCode, what: unknown, eventIds?: readonly string[]) => void;
}

/** The listeners of each event. A listener that throws harms neither the others nor the SDK. */
export function createListeners(log?: (...parts: readonly unknown[]) => void): Listeners {
  const registered = new Set<(event: string, detail: never) => void>();

  const emit: Listeners["emit"] = (event, detail) => {
    log?.(event, detail);
    for (const hear of registered) {
      try {
        hear(event, detail as never); // `on` sees to it that they go together.
      } catch (error) {
        log?.("error", error);
      }
    }
  };

  return {
    on(name, listener) {
      const hear = (event: string, detail: never) => {
        if (event === name) listener(detail);
      };
      registered.add(hear);
      return () => void registered.delete(hear);
    },
    emit,
    tellError: (code, what, eventIds) => emit("error", { code, message: String(what), eventIds }),
  };
}

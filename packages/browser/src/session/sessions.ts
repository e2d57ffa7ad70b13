import type { Session } from "../api.ts";
import type { Kept } from "../kept.ts";
import { isRunning, sessionAt } from "./session-at.ts";

const KEPT_NAME = "session";

export interface Sessions {
  /** The session of an event that happened now or a moment ago. Only while consent is granted. */
  readonly touch: (at: number, campaign: string | undefined) => Session;
  readonly current: () => Session | undefined;
}

/** The visitor's sessions, shared by all tabs. */
export function createSessions(kept: Kept, newId: () => string): Sessions {
  const running = () => kept.get(KEPT_NAME, isRunning);
  return {
    touch(at, campaign) {
      const next = sessionAt(running(), at, campaign, newId);
      kept.set(KEPT_NAME, next);
      return next.session;
    },
    current: () => running()?.session,
  };
}

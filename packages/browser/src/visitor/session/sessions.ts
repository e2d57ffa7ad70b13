import type { Session } from "../../api.ts";
import type { Kept } from "../../consent/kept.ts";
import { isRunning, type RunningSession } from "./running-session.ts";

const KEPT_NAME = "session";

/** Google Analytics' default. */
const IDLE_LIMIT_MS = 30 * 60 * 1000;

const dayOf = (at: number): string => new Date(at).toDateString();

export interface Sessions {
  /**
   * The session of an event that happened now or a moment ago: the running one, or the next after 30
   * minutes without an event, at midnight where the visitor is, and when another campaign brings the
   * visitor (https://support.google.com/analytics/answer/2731565, the rules that shops know from
   * reports). Only while consent is granted.
   */
  readonly touch: (at: number, campaign: string | undefined) => Session;
  readonly current: () => Session | undefined;
}

/** The visitor's sessions, shared by all tabs. */
export function createSessions(kept: Kept, newId: () => string): Sessions {
  const running = () => kept.get(KEPT_NAME, isRunning);
  return {
    touch(at, campaign) {
      const last = running();
      const isOver =
        !last ||
        // Either way: a clock that was ahead and is put right would not let it end.
        Math.abs(at - last.lastAt) > IDLE_LIMIT_MS ||
        // What waited for consent may be older than the last event.
        (at > last.lastAt && dayOf(at) !== dayOf(last.lastAt)) ||
        (campaign !== undefined && campaign !== last.campaign);
      const next: RunningSession = isOver
        ? {
            session: { id: newId(), number: (last?.session.number ?? 0) + 1, startedAt: at },
            lastAt: at,
            campaign,
          }
        : { ...last, lastAt: Math.max(at, last.lastAt) };
      kept.set(KEPT_NAME, next);
      return next.session;
    },
    current: () => running()?.session,
  };
}

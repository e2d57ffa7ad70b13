import type { Nextmove } from "../api.ts";
import type { StubCall } from "./stub-call.ts";

/** A clock that is set back while a call of the past is replayed. */
export interface ReplayClock {
  readonly now: () => number;
  readonly replay: (nextmove: Nextmove, call: StubCall) => void;
}

/** Replays calls as if at the time when the page made them: their events carry that time. */
export function createReplayClock(now: () => number): ReplayClock {
  let replayed: number | undefined;
  return {
    now: () => replayed ?? now(),
    replay(nextmove, { at, run }) {
      const waitedMs = now() - at;
      replayed = at;
      try {
        run(nextmove, waitedMs);
      } finally {
        replayed = undefined;
      }
    },
  };
}

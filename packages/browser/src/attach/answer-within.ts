import { within } from "../platform/within.ts";

/**
 * This long after a place's own deadline it is released without an answer. The SDK answers within its
 * deadline; this is for when it does not, as behind a stub whose script came and failed.
 */
const RELEASE_MS = 2000;

/** The answer, or undefined when it comes so late that it must not change what the visitor sees. */
export const answerWithin = <Answer>(
  deadlineMs: number | undefined,
  asked: Promise<Answer>,
): Promise<Answer | undefined> => within(timers, (deadlineMs ?? 0) + RELEASE_MS, asked, undefined);

const timers = {
  runAfter(delayMs: number, run: () => void) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

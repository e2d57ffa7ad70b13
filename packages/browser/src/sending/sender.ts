import type { SentReport } from "../api.ts";
import type { ConsentEffects } from "../consent.ts";
import type { Context } from "../context.ts";
import type { Journal } from "../journal/journal.ts";
import type { Presence } from "../platform.ts";
import { type Batch, inBatches, requestOf } from "./batches.ts";
import { afterFailure, CLOSED, type Circuit } from "./circuit.ts";
import { drain } from "./drain.ts";
import { post } from "./post.ts";

/**
 * Sends only while consent is granted. When the page goes, what is not confirmed is handed to the
 * browser, at once.
 */
export interface Sender extends ConsentEffects, Presence {
  /** There is something new in the journal. */
  readonly wake: () => void;
  /** Tries now; resolves when the attempt is over. */
  readonly flush: () => Promise<void>;
  /** The edge was seen to answer: no reason to wait out a backoff. */
  readonly reachable: () => void;
}

/** Events of one moment (a click that selects, rewards and navigates) share a request. */
const COALESCE_MS = 50;

/** An edge that takes longer is down; the events are kept either way. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Brings the journal to the edge. One tab at a time does so (a Web Lock, held only while sending:
 * a lock held by a page in the back/forward cache would evict it), one request at a time.
 */
export function createSender(
  { platform, listeners, endpoint, key, consumerId }: Context,
  journal: Pick<Journal, "own" | "all" | "remove">,
): Sender {
  /** Given to the browser for sending, without an answer: not sent again before the page is back. */
  const beaconed = new Set<string>();
  let circuit: Circuit = CLOSED;
  let started = false;
  let away = false;
  let stopping = new AbortController();
  let running: Promise<void> | undefined;
  let cancelTimer: (() => void) | undefined;

  const isOpen = ({ id }: { readonly id: string }) => !beaconed.has(id);

  const unschedule = () => {
    cancelTimer?.();
    cancelTimer = undefined;
  };

  const schedule = (delayMs: number) => {
    if (!started || away || cancelTimer) return;
    const delay = Math.max(delayMs, circuit.retryAt - platform.now());
    cancelTimer = platform.after(delay, () => void run());
  };

  const halt = () => {
    unschedule();
    stopping.abort();
    stopping = new AbortController();
    running = undefined;
  };

  const stop = () => {
    started = false;
    halt();
  };

  const retryNow = () => {
    circuit = { ...circuit, retryAt: 0 };
    unschedule();
    schedule(0);
  };

  const send = <Result>(batch: Batch, by: (url: string, body: string) => Result): Result => {
    const { path, body } = requestOf(batch, key, consumerId(), platform.now());
    return by(endpoint + path, body);
  };

  const announce = (
    [{ case: caseId }]: Batch,
    eventIds: readonly string[],
    transport: SentReport["transport"],
  ) => listeners.emit("sent", { case: caseId, eventIds, transport });

  const sendAll = async (signal: AbortSignal) => {
    const pending = await journal.all();
    if (signal.aborted) return;
    const failure = await drain(pending.filter(isOpen), {
      post: (batch) =>
        send(batch, (url, body) => post(platform, url, body, REQUEST_TIMEOUT_MS, signal)),
      sent(batch, eventIds) {
        journal.remove(eventIds);
        announce(batch, eventIds, "fetch");
      },
      refused(reason, eventIds) {
        journal.remove(eventIds);
        listeners.fail("event_rejected", reason, eventIds);
      },
    });
    if (signal.aborted) return;
    circuit = failure
      ? afterFailure(circuit, platform.now(), platform.random(), failure.retryAfter)
      : CLOSED;
    if (failure || journal.own().some(isOpen)) schedule(COALESCE_MS);
  };

  const run = (): Promise<void> => {
    unschedule();
    if (running) return running;
    const { signal } = stopping;
    const attempt = platform
      .exclusively(`nextmove.${key}`, signal, () => sendAll(signal))
      .catch((error: unknown) => {
        if (!signal.aborted) listeners.fail("internal", String(error));
      })
      .finally(() => {
        if (running === attempt) running = undefined;
      });
    running = attempt;
    return attempt;
  };

  return {
    granted() {
      started = true;
      schedule(0);
    },
    pending: stop,
    denied: stop,
    wake: () => schedule(COALESCE_MS),
    async flush() {
      if (!started || away) return;
      await running; // It may have read the journal before what is to be flushed was added.
      await run();
    },
    leave(final) {
      if (!started) return;
      if (final) {
        away = true;
        halt();
      }
      // Only what is synchronous survives the end of a page: no promise, no compression.
      for (const batch of inBatches(journal.own().filter(isOpen))) {
        if (!send(batch, platform.beacon)) break; // The quota is used up.
        const eventIds = batch.map(({ id }) => id);
        for (const id of eventIds) beaconed.add(id);
        announce(batch, eventIds, "beacon");
      }
    },
    comeBack() {
      away = false;
      beaconed.clear();
      retryNow();
    },
    reachable() {
      if (circuit.failures > 0) retryNow();
    },
  };
}

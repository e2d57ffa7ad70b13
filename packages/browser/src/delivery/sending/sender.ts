import type { Inspection, SentReport } from "../../api.ts";
import type { ConsentFollower } from "../../consent/consent.ts";
import type { Context } from "../../context/context.ts";
import type { Entry } from "../../storage/entry.ts";
import type { Journal } from "../journal/journal.ts";
import type { Presence } from "../../platform/platform.ts";
import { backoffMs, OPEN_AFTER_FAILURES } from "./circuit.ts";
import { drain } from "./drain.ts";
import { type Envelope, inEnvelopes, requestOf } from "./envelopes.ts";
import { post } from "./post.ts";

/**
 * Sends only while consent is granted. When the page goes, what is not confirmed is handed to the
 * browser, at once.
 */
export interface Sender extends ConsentFollower, Presence {
  /** There is something new in the journal. */
  readonly wake: () => void;
  /** Tries now; resolves when the attempt is over. */
  readonly flush: () => Promise<void>;
  /** The edge was seen to answer: no reason to wait out a backoff. */
  readonly reachable: () => void;
  readonly statusNow: () => Pick<Inspection, "circuitOpen" | "lastAnswer">;
}

/** Events of one moment (a click that selects, rewards and navigates) share a request. */
const COALESCE_MS = 50;

/** Nearly all answers are here by then, and to hand events over takes the page as long as to send them. */
const ARM_MS = 1000;

/**
 * Brings the journal to the edge. One tab at a time does so (a Web Lock, held only while sending:
 * a lock held by a page in the back/forward cache would evict it), one request at a time.
 */
export function createSender(
  { platform, listeners, endpoint, key, consumerId, aliases }: Context,
  journal: Pick<Journal, "own" | "allEntries" | "discard" | "giveUp">,
): Sender {
  /** Given to the browser for sending, without an answer: not sent again before the page is back. */
  const beaconed = new Set<string>();
  /** Attempts without an answer since the last success. */
  let failures = 0;
  /** No attempt before this time, in ms since 1970. */
  let retryAt = 0;
  let lastAnswer: Inspection["lastAnswer"];
  let started = false;
  let away = false;
  let running: Promise<void> | undefined;
  /** Stops what is running. */
  let stopping: AbortController | undefined;
  let cancelTimer: (() => void) | undefined;
  /** Take back what the browser was to send when this page ends without a word; where it can. */
  const armed: ((() => void) | undefined)[] = [];

  const withoutBeaconed = (entries: readonly Entry[]) =>
    entries.filter((entry) => !beaconed.has(entry.id));

  const open = () => withoutBeaconed(journal.own());

  const send = <Result>(envelope: Envelope, by: (url: string, body: string) => Result): Result => {
    const [path, body] = requestOf(envelope, {
      key,
      consumer_id: consumerId(),
      aliases: aliases(),
      sent_at: platform.now(),
    });
    return by(endpoint + path, body);
  };

  const disarm = () => armed.splice(0).forEach((takeBack) => takeBack?.());

  /** Where the browser can (fetchLater), it sends what is open even if the page is killed. */
  const arm = () => {
    disarm();
    for (const envelope of inEnvelopes(open())) armed.push(send(envelope, platform.sendLater));
  };

  const unschedule = () => {
    cancelTimer?.();
    cancelTimer = undefined;
  };

  const schedule = (delayMs: number) => {
    if (!started || away || cancelTimer) return;
    cancelTimer = platform.runAfter(Math.max(delayMs, retryAt - platform.now()), run);
  };

  const halt = () => {
    stopping?.abort();
    stopping = running = undefined;
    unschedule();
    disarm();
  };

  const retryNow = () => {
    retryAt = 0;
    unschedule();
    schedule(0);
  };

  const announce = (entries: readonly Entry[], transport: SentReport["transport"]) => {
    const events = entries.filter((entry) => !entry.dropped);
    if (!events[0]) return;
    listeners.emit("sent", {
      case: events[0].case,
      eventIds: events.map((entry) => entry.id),
      transport,
    });
  };

  const run = (): Promise<void> => {
    unschedule();
    if (running) return running;
    const controller = new AbortController();
    stopping = controller;
    const isHalted = () => stopping !== controller;

    const sendAll = async () => {
      const pending = await journal.allEntries();
      if (isHalted()) return;
      const failure = await drain(
        withoutBeaconed(pending),
        async (envelope) => {
          const answer = await send(envelope, (...message) =>
            post(platform, controller, "same-origin", ...message),
          );
          lastAnswer = { at: platform.now(), status: answer.status };
          return answer;
        },
        (entries) => {
          journal.discard(entries.map((entry) => entry.id));
          announce(entries, "fetch");
        },
        (reason, entry) => {
          journal.giveUp(entry, "rejected");
          listeners.tellError("event_rejected", reason, [entry.id]);
        },
      );
      if (isHalted()) return;
      if (failure) {
        failures += 1;
        retryAt = platform.now() + backoffMs(failures, platform.chance(), failure.retryAfter);
      } else {
        failures = retryAt = 0;
      }
      if (failure || open()[0]) schedule(COALESCE_MS);
    };

    platform.runAfter(ARM_MS, () => isHalted() || arm());
    running = platform
      .exclusively(`nextmove.${key}`, controller.signal, sendAll)
      .catch((error: unknown) => listeners.tellError("internal", error))
      .finally(() => {
        if (isHalted()) return;
        stopping = running = undefined;
        arm();
      });
    return running;
  };

  /** The browser's quota is shared with the page's own beacons: what is too much goes in parts. */
  const beacon = (entries: readonly Entry[]): boolean =>
    inEnvelopes(entries).every((envelope) => {
      if (send(envelope, platform.beacon)) {
        envelope.forEach((entry) => beaconed.add(entry.id));
        announce(envelope, "beacon");
        return true;
      }
      const half = envelope.length >> 1;
      return half > 0 && beacon(envelope.slice(0, half)) && beacon(envelope.slice(half));
    });

  return {
    follow(mayStore) {
      started = mayStore;
      if (started) schedule(0);
      else halt();
    },
    wake() {
      schedule(COALESCE_MS);
      if (started && failures > 0) arm();
    },
    async flush() {
      if (!started || away) return;
      await running; // It may have read the journal before what is to be flushed was added.
      await run();
    },
    reachable() {
      if (failures > 0) retryNow();
    },
    statusNow: () => ({ circuitOpen: failures >= OPEN_AFTER_FAILURES, lastAnswer }),
    leave(final) {
      if (!started) return;
      if (final) {
        away = true;
        halt();
      }
      // Only what is synchronous survives the end of a page: no promise, no compression.
      beacon(open());
      arm();
    },
    comeBack() {
      away = false;
      beaconed.clear();
      retryNow();
    },
  };
}

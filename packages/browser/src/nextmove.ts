import type { Attributes, EventParams, Nextmove, NextmoveOptions } from "./api.ts";
import { createConsent, readConsent } from "./consent.ts";
import type { Context } from "./context.ts";
import { DEADLINE_MS } from "./decide/deadline.ts";
import { decide } from "./decide/decide.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";
import { createConsumerId } from "./identity/consumer-id.ts";
import { pageRecommendation } from "./decide/recommendation.ts";
import { createIdCookie } from "./identity/id-cookie.ts";
import type { JournalEvent } from "./journal/event.ts";
import { createJournal } from "./journal/journal.ts";
import { createKept } from "./kept.ts";
import { createListeners } from "./listeners.ts";
import type { Platform } from "./platform.ts";
import { rewardEvent } from "./report/reward.ts";
import { selectionEvent } from "./report/selection.ts";
import { createSender } from "./sending/sender.ts";
import { createUuidv7 } from "./uuid.ts";
import { VERSION } from "./version.ts";

/** Wires one SDK over the given browser. */
export function assemble(options: NextmoveOptions, platform: Platform): Nextmove {
  const { key, case: defaultCase, deadline: deadlineMs = DEADLINE_MS } = options;
  const endpoint = options.endpoint.replace(/\/+$/, "");
  const scope = `nextmove.${key}`;

  const listeners = createListeners(options.debug ? platform.log : undefined);
  const { fail } = listeners;
  const newId = createUuidv7(platform.now, platform.randomBytes);
  const kept = createKept(platform.storage(), `${scope}.`, platform.now);
  const consumer = createConsumerId(createIdCookie(platform, options.cookieDomain), kept, newId);
  const consumerId = consumer.current;
  const context: Context = {
    platform,
    listeners,
    kept,
    endpoint,
    key,
    defaultCase,
    newId,
    consumerId,
  };
  const journal = createJournal(platform.eventStore(scope), platform, fail);
  const sender = createSender(context, journal);
  const consent = createConsent(readConsent(options.consent), [kept, consumer, journal, sender]);
  platform.watch(sender);

  // The error boundary: a bug of ours is reported, and never reaches the page.
  const report = (error: unknown) => fail("internal", String(error));
  const safely = (run: () => void) => {
    try {
      run();
    } catch (error) {
      report(error);
    }
  };

  const submit = (event: JournalEvent | undefined) => {
    if (!event) return;
    if (consent.state() === "denied") {
      fail("event_dropped", "consent is denied", [event.id]);
    } else {
      journal.add(event);
      sender.wake();
    }
  };
  const select: Nextmove["select"] = (decision, action) =>
    safely(() => submit(selectionEvent(context, decision, action)));

  const decider = { ...context, deadlineMs, select, reached: sender.reachable };
  let declared: Attributes = {};

  return {
    async decide(request) {
      const asked = copyOf(request);
      try {
        return await decide(decider, { ...asked, state: { ...declared, ...asked.state } });
      } catch (error) {
        report(error);
        return pageDecision(asked);
      }
    },
    recommend: async (request) => pageRecommendation(copyOf(request)),
    track: (name: string, params: EventParams = {}) =>
      listeners.emit("track", { name, params, pageId: "" }),
    inspect: () => ({
      version: VERSION,
      endpoint,
      key,
      case: defaultCase,
      consent: { state: consent.state(), reason: "page" },
      consumerId: consumerId(),
      session: undefined,
      tab: "",
      pageId: "",
      journal: { events: journal.own().length, bytes: 0, durable: false },
      dropped: {},
      circuitOpen: false,
      lastAnswer: undefined,
    }),
    select,
    reward: (reward) => safely(() => submit(rewardEvent(context, reward))),
    attributes: (record) =>
      safely(() => {
        declared = { ...declared, ...record };
      }),
    consent(state) {
      safely(() => consent.change(state));
      return consent.state();
    },
    on(event, listener) {
      let off = () => {};
      safely(() => {
        off = listeners.on(event, listener);
      });
      return off;
    },
    flush: () => sender.flush().catch(report),
  };
}

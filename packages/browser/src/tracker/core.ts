import type { EventParams, PageReport, Tracker, TrackerOptions } from "../api.ts";
import type { Context } from "../context/context.ts";
import type { Report } from "../delivery/journal/report.ts";
import type { Platform, StorageChange } from "../platform/platform.ts";
import { createListeners } from "../context/listeners.ts";
import { createUuidv7 } from "../plain/uuid.ts";
import { createKept } from "../consent/kept.ts";
import { createIdCookie } from "../visitor/identity/id-cookie.ts";
import { createConsumerId } from "../visitor/identity/consumer-id.ts";
import { createSessions } from "../visitor/session/sessions.ts";
import { gaAliases } from "../ga/aliases.ts";
import { createTab } from "../visitor/tab/tab.ts";
import { createJournal } from "../delivery/journal/journal.ts";
import { createFiling } from "../delivery/journal/file-report.ts";
import { createSender } from "../delivery/sending/sender.ts";
import { beginLater } from "../consent/begin-later.ts";
import { createConsent } from "../consent/consent.ts";
import { isString } from "../plain/shape.ts";
import { watchPages } from "../visitor/pages/page-views.ts";
import { pageViewParams } from "./page-view.ts";
import { copyParams } from "./event-params.ts";
import { VERSION } from "../version.ts";

/** The edge takes no longer name of an event. */
const NAME_LIMIT_CHARACTERS = 64;

/** A tracker, and what decisions are built with. */
export interface Core {
  readonly tracker: Tracker;
  readonly wiring: Context;
  /** Brings a report to the edge; nothing does nothing. */
  readonly submitReport: (report: Report | undefined) => void;
  /** The error boundary: a bug of ours is reported, and never reaches the page. Not run when stopped, unless told to. */
  readonly safely: (run: () => void, alsoStopped?: boolean) => void;
  /** The edge answered. */
  readonly reached: () => void;
}

/** Wires what identifies, observes, keeps and sends over the given browser. */
export function createCore(options: TrackerOptions, platform: Platform): Core {
  const { key, case: defaultCase, endpoint: given, pageViews = true } = options;
  const endpoint = given.replace(/\/+$/, "");
  const scope = `nextmove.${key}`;

  const listeners = createListeners(options.debug ? platform.writeLog : undefined);
  const { on, emit, tellError } = listeners;
  const newId = createUuidv7(platform.now, platform.randomBytes);
  const kept = createKept(platform.storage, `${scope}.`, platform.now);
  const consumer = createConsumerId(createIdCookie(platform, options.cookieDomain), kept, newId);
  const consumerId = consumer.current;
  const sessions = createSessions(kept, newId);
  const context: Context = {
    platform,
    listeners,
    kept,
    endpoint,
    key,
    defaultCase,
    newId,
    consumerId,
    aliases: () => gaAliases(platform.readCookies(), options.ga),
    session() {
      reporting.begin(); // What waits may begin another one.
      return sessions.current();
    },
  };
  const tab = createTab(platform.tabStorage, `${scope}.tab`, newId);
  const journal = createJournal(
    platform.eventStore(scope),
    platform,
    tellError,
    createFiling(tab, sessions),
  );
  const sender = createSender(context, journal);
  const stopping = new AbortController();
  /** Consent withdrawn on another page or in another tab, which removes the cookie, is withdrawn here, too. */
  const seeWithdrawal = (change?: StorageChange) => {
    if (!change?.newValue && consumerId() && !consumer.reread())
      consent.change("denied", "another page");
  };
  /** Asks for the id also where nothing is reported yet: by its cookie a withdrawal is seen. */
  const awaitWithdrawal = () => {
    if (consumerId()) platform.watchStorage(seeWithdrawal, stopping);
  };
  const reporting = beginLater(platform, [tab, journal, sender], awaitWithdrawal);
  const consent = createConsent(options.consent, [consumer, reporting], (report) =>
    emit("consent", report),
  );

  const safely = (run: () => void, alsoStopped?: boolean) => {
    try {
      if (alsoStopped || !stopping.signal.aborted) run();
    } catch (error) {
      tellError("internal", error);
    }
  };

  const submitReport = (said: Report | undefined) => {
    if (!said) return;
    journal.addReport(said);
    sender.wake();
  };

  /** The params are copied already; without them the edge is told that there was something. */
  const track = (name: string, params: EventParams | undefined, pageId: string) => {
    if (!defaultCase || !isString(name) || !name || name.length > NAME_LIMIT_CHARACTERS) {
      tellError("invalid_call", "no name or case");
      return;
    }
    submitReport({
      case: defaultCase,
      item: {
        type: "track",
        event_id: newId(),
        at: platform.now(),
        name,
        page_id: pageId,
        params: params ?? {},
      },
      // Whoever tracks it: the page's own views begin sessions, too.
      viewed: name === "page_view" ? platform.currentPage().url : undefined,
      dropped: params ? undefined : "too_large",
    });
    if (params) emit("track", { name, params, pageId });
  };

  const viewed = (page: PageReport) =>
    safely(() => {
      emit("page", page);
      if (pageViews && defaultCase) {
        track("page_view", pageViewParams(page), page.pageId);
      }
    });

  const pages = watchPages(platform, newId, viewed);
  const leave = (final: boolean) => {
    reporting.begin();
    tab.leave(final);
    sender.leave(final);
  };
  platform.watch(
    leave,
    (restored) => {
      seeWithdrawal();
      reporting.begin();
      tab.comeBack(restored);
      sender.comeBack(restored);
      pages.comeBack(restored);
    },
    pages.navigated,
    stopping,
  );

  const tracker: Tracker = {
    track: (name: string, params: EventParams = {}) =>
      safely(() => track(name, copyParams(params), pages.pageId())),
    consent(state, reason) {
      // What a visitor withdraws is removed, whoever asks for it.
      safely(() => consent.change(state, reason), state === "denied");
      return consent.current().state;
    },
    on,
    flush() {
      reporting.begin();
      return sender.flush();
    },
    stop: () =>
      safely(() => {
        leave(true);
        stopping.abort();
      }),
    inspect: () => ({
      version: VERSION,
      endpoint,
      key,
      case: defaultCase,
      consent: consent.current(),
      consumerId: consumerId(),
      session: context.session(),
      tab: tab.id(),
      pageId: pages.pageId(),
      ...journal.statusNow(),
      ...sender.statusNow(),
    }),
  };
  return { tracker, wiring: context, submitReport, safely, reached: sender.reachable };
}

/**
 * Properties of the SDK's own parts, which are built under shorter names. None may be what the page,
 * the edge, the browser or what was stored calls something: so only names that say of themselves
 * whose they are, and `internal-names.test.ts` compares the rest.
 */
import type { BeginLater } from "./consent/begin-later.ts";
import type { Context } from "./context/context.ts";
import type { Consent } from "./consent/consent.ts";
import type { ConsumerId } from "./visitor/identity/consumer-id.ts";
import type { FoundId, IdCookie } from "./visitor/identity/id-cookie.ts";
import type { Journal } from "./delivery/journal/journal.ts";
import type { Report } from "./delivery/journal/report.ts";
import type { Listeners } from "./context/listeners.ts";
import type { DecidingPlatform, PageLife } from "./platform/platform.ts";
import type { Decider, Question } from "./decide/ask-edge.ts";
import type { GaName } from "./ga/client-id.ts";
import type { EventStore } from "./storage/event-store.ts";
import type { Store } from "./storage/store.ts";
import type { Answer } from "./delivery/sending/post.ts";
import type { Tab } from "./visitor/tab/tab.ts";
import type { Sender } from "./delivery/sending/sender.ts";
import type { Sessions } from "./visitor/session/sessions.ts";
import type { Core } from "./tracker/core.ts";

type Internal =
  | keyof DecidingPlatform
  | keyof PageLife
  | keyof Context
  | keyof Consent
  | keyof BeginLater
  | keyof Core
  | keyof Listeners
  | keyof ConsumerId
  | keyof FoundId
  | keyof IdCookie
  | keyof Journal
  | keyof Report
  | keyof Sessions
  | keyof Answer
  | keyof Decider
  | keyof EventStore
  | keyof GaName
  | keyof Question
  | keyof Tab
  | keyof Sender
  | keyof Store;

export const INTERNAL_NAMES: readonly Internal[] = [
  "randomBytes",
  "sendLater",
  "exclusively",
  "isVisible",
  "isPrerendered",
  "readCookies",
  "setCookie",
  "tabStorage",
  "eventStore",
  "watch",
  "navigated",
  "watchStorage",
  "leave",
  "comeBack",
  "defaultCase",
  "newId",
  "listeners",
  "emit",
  "kept",
  "current",
  "follow",
  "begin",
  "reread",
  "own",
  "giveUp",
  "touch",
  "retryAfter",
  "wake",
  "submitReport",
  "safely",
  "reached",
  "reachable",
  "beacon",
  "change",
  "tracker",
  "rank",
  "deadlineMs",
  "what",
  "more",
  "runAfter",
  "chance",
  "writeLog",
  "numberNext",
  "tellError",
  "allEntries",
  "currentPage",
  "readId",
  "writeId",
  "addReport",
  "putEntry",
  "wiring",
  "site",
  "viewed",
  "discard",
  "statusNow",
  "streamId",
  "labelCount",
];

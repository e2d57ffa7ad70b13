/** The public types of the SDK. They depend on nothing else, so that they can be published alone. */
import type { EventName, ParamsOf } from "./event-map.ts";

export type * from "./event-map.ts";

/**
 * - `pending`: nothing is written to the browser and nothing that identifies is sent; selections
 *   and rewards wait in memory.
 * - `granted`: the visitor has an id of ours, and what has to be sent survives the page.
 * - `denied`: what was kept is removed; decisions still come, nameless; nothing is reported.
 */
export type ConsentState = "pending" | "granted" | "denied";

/**
 * Where a ranking comes from: decided by the edge for this visitor now, the edge's last answer for
 * this case in this browser, or the order the page itself gave.
 */
export type DecisionSource = "edge" | "last-good" | "default";

export interface GaSettings {
  /** Its `cookie_prefix`. Default: none. */
  readonly cookiePrefix?: string | undefined;
  /** The stream whose session counts, e.g. `G-ABC123`. Default: the one with the latest hit. */
  readonly measurementId?: string | undefined;
  /**
   * What Google's tag says where cookies do not: `gaTag` of `nextmove/ga` makes it. Called only while
   * consent is granted.
   */
  readonly told?: (() => GaNames) | undefined;
}

/** The names that Google Analytics has for the visitor. */
export interface GaNames {
  readonly ga_client_id?: string;
  readonly ga_session_id?: string;
}

export interface TrackerOptions {
  /** Publishable key, `pk_…`. */
  readonly key: string;
  /** Origin of the edge, e.g. `https://next.example.com`. */
  readonly endpoint: string;
  /** Case used by calls that name none. What is tracked is reported under it. */
  readonly case?: string | undefined;
  /** Consent known when the page loads; it is not remembered between pages. Default `pending`. */
  readonly consent?: ConsentState | undefined;
  /** How Google Analytics is set up, whose ids go along as other names of the visitor. */
  readonly ga?: GaSettings | undefined;
  /** Domain of the visitor's cookie. Default: the widest one the browser allows. */
  readonly cookieDomain?: string | undefined;
  /** Tracks a `page_view` for each page and each change of the address. Default true. */
  readonly pageViews?: boolean | undefined;
  /** Says on the console what is decided, sent and lost. */
  readonly debug?: boolean | undefined;
}

export interface NextmoveOptions extends TrackerOptions {
  /** Milliseconds `decide` waits for the edge before it falls back. Default 300. */
  readonly deadline?: number | undefined;
  /**
   * Tracked events that also reward the decision last selected, with their `value` (negative for a
   * `refund`) and `transaction_id`. Default `["purchase", "refund"]`.
   */
  readonly rewards?: readonly string[] | undefined;
  /** Decisions made while the page was rendered, by case: each is taken once, instead of asking. */
  readonly bootstrap?: Readonly<Record<string, BootstrapDecision>> | undefined;
}

/** A decision as the edge answered it to a server. */
export interface BootstrapDecision {
  readonly query_id: string;
  readonly actions: readonly string[];
  readonly token?: string | undefined;
}

export type Attributes = Readonly<Record<string, unknown>>;

export interface DecideRequest {
  readonly case?: string | undefined;
  /** Actions that are possible now. Default: the catalogue of the case. */
  readonly actions?: readonly string[] | undefined;
  /** More about this visitor and moment; wins over declared attributes and the page's state. */
  readonly state?: Attributes | undefined;
  /** How many actions are wanted. Default: all. */
  readonly limit?: number | undefined;
  /** The page's own order when nothing better is known. Default: `actions`. */
  readonly fallback?: readonly string[] | undefined;
  /** Milliseconds to wait, instead of the instance's. */
  readonly deadline?: number | undefined;
}

/** What identifies a decision to `select` and `reward`; plain data, so it can cross pages. */
export interface DecisionReference {
  readonly queryId: string;
  readonly case: string;
  readonly source: DecisionSource;
  readonly action: string | undefined;
  readonly token?: string | undefined;
}

export interface Decision extends DecisionReference {
  /** Best first. Empty only when neither the edge nor the page named an action. */
  readonly actions: readonly string[];
  /** Call it when the action is on the screen: the same as `select(decision)`. */
  readonly shown: () => void;
}

/** A request that names what is possible. */
export interface DecideAmong<Action extends string> extends DecideRequest {
  readonly actions: readonly [Action, ...Action[]];
  readonly fallback?: readonly [Action, ...Action[]] | undefined;
}

/** What it is answered with: there always is an action, and it is one of them. */
export interface DecisionAmong<Action extends string> extends Decision {
  readonly action: Action;
  readonly actions: readonly Action[];
}

/** Ranks the actions for this visitor now, within the deadline, whatever happens. */
export interface Decide {
  <const Action extends string>(request: DecideAmong<Action>): Promise<DecisionAmong<Action>>;
  (request?: DecideRequest): Promise<Decision>;
}

/** What products are recommended for. Default: as the visit suggests. */
export type RecommendationKind = "session" | "similar" | "bought-together" | "trending" | "search";

export interface RecommendRequest {
  readonly case?: string | undefined;
  readonly kind?: RecommendationKind | undefined;
  /** How many products are wanted. Default: the edge's. */
  readonly limit?: number | undefined;
  /** The products that this place is about, e.g. the one on the page, the latest last. */
  readonly products?: readonly string[] | undefined;
  /** More about this visitor and moment; wins over what the visit tells. */
  readonly state?: Attributes | undefined;
  /** The page's own product ids when nothing better is known. */
  readonly fallback?: readonly string[] | undefined;
  /** Milliseconds to wait, instead of the instance's. */
  readonly deadline?: number | undefined;
}

export interface Price {
  readonly amount: number;
  /** ISO 4217, e.g. `EUR`. */
  readonly currency?: string | undefined;
}

/** A product, with what the feed says of it. */
export interface RecommendedItem {
  readonly id: string;
  readonly title?: string | undefined;
  readonly link?: string | undefined;
  readonly image_link?: string | undefined;
  readonly price?: Price | undefined;
  /** While it is on sale. */
  readonly sale_price?: Price | undefined;
  /** Why, in words for the visitor: "bought together with …". */
  readonly reason?: string | undefined;
}

/**
 * Products for this visitor, best first. `select(recommendation)` says that they are on the screen,
 * `select(recommendation, id)` which one was taken.
 */
export interface Recommendation extends DecisionReference {
  readonly items: readonly RecommendedItem[];
}

export interface Reward {
  /** For example `click`, `add_to_basket`, `purchase`: as weighted by the case. */
  readonly event_type: string;
  /** In the shop's own unit, e.g. net order value. Default 1; of a `refund`, what its order paid. */
  readonly value?: number | undefined;
  /** An order is rewarded once, however often its page is loaded. */
  readonly order_id?: string | undefined;
  /** Default: the decision last selected in the case, on this page or an earlier one. */
  readonly decision?: DecisionReference | undefined;
  readonly case?: string | undefined;
}

export interface SentReport {
  readonly case: string;
  readonly eventIds: readonly string[];
  /** A beacon is not answered: its events are sent again on the next page, and count once. */
  readonly transport: "fetch" | "beacon";
}

export interface ConsentReport {
  readonly state: ConsentState;
  /** Who said so, in a short word: `page`, or a source such as `tcf: purpose 1 refused`. */
  readonly reason: string;
}

/** The page was viewed, or its address changed. */
export interface PageReport {
  readonly pageId: string;
  readonly url: string;
  /** The address before, or empty. */
  readonly referrer: string;
}

export interface TrackReport {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly pageId: string;
}

/** Why an event never reaches the edge. */
export type DropReason = "too_many" | "too_old" | "too_large" | "storage" | "rejected" | "consent";

/** A visit by Google Analytics' rules: 30 minutes, midnight and another campaign start a new one. */
export interface Session {
  readonly id: string;
  /** 1 for the visitor's first. */
  readonly number: number;
  /** ms since 1970 */
  readonly startedAt: number;
}

/** What the SDK knows of itself: a plain copy. */
export interface Inspection {
  readonly version: string;
  readonly endpoint: string;
  readonly key: string;
  readonly case: string | undefined;
  readonly consent: ConsentReport;
  /** Nothing is kept in the browser, whatever the consent. */
  readonly cookieless?: boolean | undefined;
  readonly consumerId?: string | undefined;
  readonly session?: Session | undefined;
  readonly tab: string;
  readonly pageId: string;
  /** What waits to be confirmed; `durable` when it survives the page. */
  readonly journal: {
    readonly events: number;
    readonly bytes: number;
    readonly durable: boolean;
  };
  /** Events of this page that were given up, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Nothing is sent for a minute: the edge does not answer. */
  readonly circuitOpen: boolean;
  /** The edge's last answer to a report; status 0 when there was none. */
  readonly lastAnswer?: { readonly at: number; readonly status: number } | undefined;
}

export type ErrorCode =
  /** The edge did not decide in time or at all; the page got a fallback. */
  | "decide_failed"
  /** The call could not be used: no case, no event type, a value that is no number. */
  | "invalid_call"
  /** A reward without a decision that was selected: nothing to learn from. */
  | "no_decision"
  /** The edge refused these events for good. */
  | "event_rejected"
  /** These events were given up: consent denied, too many, too old, or too large. */
  | "event_dropped"
  /** The browser's storage refused; memory is used instead. */
  | "storage_failed"
  /** A bug of the SDK, kept away from the page. */
  | "internal";

export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly eventIds?: readonly string[] | undefined;
}

export interface NextmoveEvents {
  readonly decision: Decision;
  readonly recommendation: Recommendation;
  readonly sent: SentReport;
  readonly error: ErrorReport;
  readonly consent: ConsentReport;
  readonly page: PageReport;
  readonly track: TrackReport;
}

/** What `createTracker` makes: events, without decisions. No method throws, no promise rejects. */
export interface Tracker {
  /** Says what the visitor did, by GA4's names. The params are copied as JSON. */
  readonly track: <Name extends EventName>(name: Name, params?: ParamsOf<Name>) => void;
  /** Sets the consent when given one; returns the current one. */
  readonly consent: (state?: ConsentState, reason?: string) => ConsentState;
  /** Listens; returns the function that stops it. */
  readonly on: <Name extends keyof NextmoveEvents>(
    event: Name,
    listener: (detail: NextmoveEvents[Name]) => void,
  ) => () => void;
  /** Sends what is waiting; resolves when the attempt is over. */
  readonly flush: () => Promise<void>;
  /**
   * Ends it, as the end of the page does: for an application that makes another one, in tests and
   * when a module is replaced. What waits is handed to the browser; later calls report nothing, but
   * a withdrawal of consent is carried out.
   */
  readonly stop: () => void;
  readonly inspect: () => Inspection;
}

/** One running SDK. No method throws, and no promise it returns rejects. */
export interface Nextmove extends Tracker {
  readonly decide: Decide;
  /** Products for this visitor now, within the deadline, whatever happens. */
  readonly recommend: (request?: RecommendRequest) => Promise<Recommendation>;
  /** Says which action of a decision is on the screen. Ignored for a fallback. */
  readonly select: (decision: DecisionReference, action?: string) => void;
  /** Says what came of a decision. */
  readonly reward: (reward: Reward) => void;
  /** Declares facts about the visitor for all later decisions of this page. */
  readonly attributes: (record: Attributes) => void;
}

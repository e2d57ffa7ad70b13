/** The public types of the SDK. They depend on nothing else, so that they can be published alone. */

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

export interface NextmoveOptions {
  /** Publishable key, `pk_…`. */
  readonly key: string;
  /** Origin of the edge, e.g. `https://next.example.com`. */
  readonly endpoint: string;
  /** Case used by calls that name none. */
  readonly case?: string | undefined;
  /** Consent known when the page loads; it is not remembered between pages. Default `pending`. */
  readonly consent?: ConsentState | undefined;
  /** Domain of the visitor's cookie. Default: the widest one the browser allows. */
  readonly cookieDomain?: string | undefined;
  /** Milliseconds `decide` waits for the edge before it falls back. Default 300. */
  readonly deadline?: number | undefined;
  /** Says on the console what is decided, sent and lost. */
  readonly debug?: boolean | undefined;
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

export interface Reward {
  /** For example `click`, `add_to_basket`, `purchase`: as weighted by the case. */
  readonly event_type: string;
  /** In the shop's own unit, e.g. net order value. Default 1. */
  readonly value?: number | undefined;
  /** An order is rewarded once, however often its page is loaded. */
  readonly order_id?: string | undefined;
  /** Default: the decision last selected in the case, on this page or an earlier one. */
  readonly decision?: DecisionReference | undefined;
  readonly case?: string | undefined;
}

export interface SentReport {
  readonly kind: "select" | "reward";
  readonly case: string;
  readonly eventIds: readonly string[];
  /** A beacon is not answered: its events are sent again on the next page, and count once. */
  readonly transport: "fetch" | "beacon";
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
  /** These events were given up: consent denied, too many, or too old. */
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
  readonly sent: SentReport;
  readonly error: ErrorReport;
}

/** One running SDK. No method throws, and no promise it returns rejects. */
export interface Nextmove {
  /** Ranks the actions for this visitor now, within the deadline, whatever happens. */
  readonly decide: (request?: DecideRequest) => Promise<Decision>;
  /** Says which action of a decision is on the screen. Ignored for a fallback. */
  readonly select: (decision: DecisionReference, action?: string) => void;
  /** Says what came of a decision. */
  readonly reward: (reward: Reward) => void;
  /** Declares facts about the visitor for all later decisions of this page. */
  readonly attributes: (record: Attributes) => void;
  /** Sets the consent when given one; returns the current one. */
  readonly consent: (state?: ConsentState) => ConsentState;
  /** Listens; returns the function that stops it. */
  readonly on: <Name extends keyof NextmoveEvents>(
    event: Name,
    listener: (detail: NextmoveEvents[Name]) => void,
  ) => () => void;
  /** Sends what is waiting; resolves when the attempt is over. */
  readonly flush: () => Promise<void>;
}

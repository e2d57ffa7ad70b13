/**
 * The events of the Test Cycle, which compares models by what the sessions they were assigned to
 * came to. Fields as in its API; `type` is the name under which an event is tracked.
 */

/** What every event may say besides; the SDK knows both by itself. */
export interface TestCycleEvent {
  /** The session's id, for a shop that has its own. Default: Google Analytics' id of the visitor. */
  readonly userTrackingId?: string | undefined;
  /** When it happened, ISO 8601 in UTC. Default: now. */
  readonly at?: string | undefined;
}

/** `model_assigned`: the session is served by this model. The first one counts. */
export interface ModelAssigned extends TestCycleEvent {
  readonly modelId: string;
}

/** A session may be assisted more than once; the id ties the events of one assistance together. */
export interface AssistanceEvent extends TestCycleEvent {
  readonly assistanceId: string;
}

/** `assistance_triggered`: the model picked the session for assistance. */
export interface AssistanceTriggered extends AssistanceEvent {
  /** False when there was nothing to offer, for example because no agent was free. */
  readonly assistanceOffered: boolean;
}

/** `offer_accepted` */
export interface OfferAccepted extends AssistanceEvent {
  /** What the visitor chose, e.g. `chat`. */
  readonly userSelectionId: string;
}

/** `outcome`: the result of the session, or of one assistance. */
export interface Outcome extends TestCycleEvent {
  /** Without it the session came to this on the web. */
  readonly assistanceId?: string | undefined;
  /** E.g. `sales_2`: the part before `_` is the category unless the catalogue of outcomes has it. */
  readonly outcomeId: string;
  /** Revenue in `currency`; default: the catalogue's. */
  readonly value?: number | undefined;
  /** ISO 4217 */
  readonly currency?: string | undefined;
  readonly cost?: number | undefined;
  readonly orderId?: string | undefined;
  readonly channel?: string | undefined;
}

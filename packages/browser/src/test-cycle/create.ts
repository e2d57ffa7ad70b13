import type { Tracker } from "../api.ts";
import type {
  AssistanceEvent,
  AssistanceTriggered,
  ModelAssigned,
  OfferAccepted,
  Outcome,
} from "./events.ts";

export interface TestCycle {
  readonly assignModel: (event: ModelAssigned) => void;
  readonly assistanceTriggered: (event: AssistanceTriggered) => void;
  readonly offerAccepted: (event: OfferAccepted) => void;
  readonly assistanceStarted: (event: AssistanceEvent) => void;
  readonly outcome: (event: Outcome) => void;
}

/**
 * The calls of the Test Cycle. They are tracked like everything else: held until consent, kept over
 * pages, sent in order and counted once.
 */
export function createTestCycle({ track }: Pick<Tracker, "track">): TestCycle {
  return {
    assignModel: (event) => track("model_assigned", { ...event }),
    assistanceTriggered: (event) => track("assistance_triggered", { ...event }),
    offerAccepted: (event) => track("offer_accepted", { ...event }),
    assistanceStarted: (event) => track("assistance_started", { ...event }),
    outcome: (event) => track("outcome", { ...event }),
  };
}

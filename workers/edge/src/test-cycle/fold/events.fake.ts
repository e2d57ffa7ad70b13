import type { TestCycleEvent, TestCyclePeriod } from "@nextmove/contract";
import { DAY_MS } from "./frame.ts";

/** A Monday, and the period's length: four weeks. */
export const START = Date.UTC(2026, 2, 2);
export const END = START + 28 * DAY_MS;
export const HOUR_MS = 3_600_000;

/** Two models, nothing of cost: what a test needs besides is its own. */
export const aPeriod = ({
  models = [aModel("reference_v1", "reference"), aModel("offer_v2", "test")],
  ...settings
}: Partial<TestCyclePeriod> = {}): TestCyclePeriod => ({
  periodId: "march",
  caseId: undefined,
  start: START,
  end: END,
  models,
  hypothesis: {},
  currency: "EUR",
  cap: null,
  guardrails: [],
  promote: "manual",
  slices: [{ from: START, weights: models.map(({ modelId, weight }) => ({ modelId, weight })) }],
  salt: "salt",
  ...settings,
});

type Model = TestCyclePeriod["models"][number];

export const aModel = (
  modelId: string,
  role: Model["role"],
  costs: Partial<Model> = {},
): Model => ({ modelId, role, weight: 1, costPerSession: 0, costPerAssistance: 0, ...costs });

type Without<Event> = Event extends unknown
  ? Omit<Event, "eventId" | "userTrackingId" | "visitor" | "receivedAt">
  : never;
type Said = Without<TestCycleEvent>;

const complete = (said: Said): TestCycleEvent => ({
  ...said,
  eventId: JSON.stringify(said),
  userTrackingId: "GA1.2.1.2",
  visitor: "1.2",
  receivedAt: said.at,
});

/** Events of one visitor; times in hours since the period's start. */
export const assigned = (hour: number, modelId = "offer_v2"): TestCycleEvent =>
  complete({ type: "model_assigned", at: START + hour * HOUR_MS, modelId });

export const triggered = (hour: number, assistanceOffered = true, assistanceId = "a") =>
  complete({
    type: "assistance_triggered",
    at: START + hour * HOUR_MS,
    assistanceId,
    assistanceOffered,
  });

export const accepted = (hour: number, userSelectionId = "chat", assistanceId = "a") =>
  complete({ type: "offer_accepted", at: START + hour * HOUR_MS, assistanceId, userSelectionId });

export const started = (hour: number, assistanceId = "a") =>
  complete({ type: "assistance_started", at: START + hour * HOUR_MS, assistanceId });

type OutcomeDetails = Partial<Extract<Said, { type: "outcome" }>>;

export const outcome = (hour: number, details: OutcomeDetails = {}): TestCycleEvent =>
  complete({
    type: "outcome",
    at: START + hour * HOUR_MS,
    outcomeId: "sales_1",
    assistanceId: undefined,
    value: undefined,
    currency: undefined,
    cost: undefined,
    orderId: undefined,
    channel: undefined,
    ...details,
  });

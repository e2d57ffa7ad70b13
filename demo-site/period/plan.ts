import type { Api } from "./api.ts";
import { DAY_MS } from "./calendar.ts";
import type { Models } from "./models.ts";

export interface Plan {
  readonly periodId: string;
  readonly start: number;
  readonly days: number;
  readonly models: Models;
  /** Visits there will be; about as many sessions as are new visitors. */
  readonly visits: number;
  readonly same: boolean;
}

const IDEAS = {
  better: "A banner that is chosen for each visitor sells more than the newest products for all.",
  same: "None: both models do the same, so no winner must be found.",
};
/** What the learned model costs to run and an agent to pay, in euros. */
const COSTS = { session: 0.01, assistance: 4 };
/** Of the visits of a period. */
const SESSIONS_PER_VISIT = 0.8;

/** Plans the period in which the models are compared. */
export function planPeriod(api: Api, caseId: string, plan: Plan): Promise<unknown> {
  const { periodId, start, days, models, visits, same } = plan;
  const costPerAssistance = COSTS.assistance;
  return api.administer("PUT", `/v3/test-cycle/periods/${periodId}`, {
    caseId,
    start: new Date(start).toISOString(),
    end: new Date(start + days * DAY_MS).toISOString(),
    currency: "EUR",
    models: [
      { modelId: models.reference, role: "reference", costPerAssistance },
      {
        modelId: models.test,
        role: "test",
        costPerSession: same ? 0 : COSTS.session,
        costPerAssistance,
      },
    ],
    hypothesis: {
      text: same ? IDEAS.same : IDEAS.better,
      ...(same ? {} : { expectedRevenue: 0.5 }),
      plannedSessions: Math.max(1, Math.round((visits * SESSIONS_PER_VISIT) / 2)),
    },
    guardrails: [
      { metric: "refund", margin: 0.02 },
      { metric: "support", margin: 0.02 },
    ],
  });
}

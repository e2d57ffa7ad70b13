import { z } from "zod";
import { loggedDecision } from "./logged-decision.ts";

/** A line of `GET /v3/cases/{case_id}/decisions.ndjson`. */
export const decisionRow = loggedDecision.extend({
  query_id: z.string(),
  /** When it was decided. */
  at: z.iso.datetime(),
  propensity: z.number().nullable(),
  /** Of each of `actions` to be shown. */
  probabilities: z.array(z.number()),
  /** What it has brought so far: the weighted rewards that count, added up. */
  reward: z.number(),
  position: z.int().optional(),
  evaluation: z.boolean(),
  /** Another action was shown than the one drawn. */
  off_policy: z.literal(true).optional(),
  mode: z.string(),
  /** The model that a test period gave the visitor. */
  test_model: z.string().optional(),
  model_version: z.number(),
});
export type DecisionRow = z.input<typeof decisionRow>;

/** The last line; a file without it broke off. */
export const decisionsEnd = z.object({
  kind: z.literal("end"),
  rows: z.int(),
  /** Decisions without a row, by why: nothing was shown, a test, a list of products that was not shown, or empty. */
  left_out: z.object({ not_shown: z.int(), test: z.int(), recommendation: z.int() }),
});
export type DecisionsEnd = z.infer<typeof decisionsEnd>;

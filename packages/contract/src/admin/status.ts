import { z } from "zod";
import { delivery } from "../collect/delivery.ts";

/** Answer of `GET /v3/cases/{case_id}/status`. */
export const caseStatus = z.object({
  status: z.literal(1),
  case_id: z.string(),
  decisions: z.number(),
  selections: z.number(),
  rewards: z.number(),
  /** Decisions whose shown action is learned from. */
  activated: z.number(),
  /** Mean learned reward per activated decision, in the shop's unit, pending ones at their expectation. */
  reward_mean: z.number().nullable(),
  /** Mean reward over stretches of activated decisions, oldest first. */
  learning_curve: z.array(z.object({ decisions: z.number(), reward_mean: z.number() })),
  /** Share of each action among the activated decisions. */
  action_shares: z.record(z.string(), z.number()),
  /** Decisions by mode: model (of lists recommendation), uniform, holdout, apprentice, uncatalogued; no tests. */
  modes: z.record(z.string(), z.number()),
  model_version: z.number(),
  /** The model is being learned anew from the retained log; until it is done, the old one decides. */
  rebuilding: z.boolean(),
  feature_space: z.object({ version: z.number(), dimension: z.number(), features: z.number() }),
  shards: z.array(
    z.object({
      shard: z.string(),
      /** Events the shard has stored, and those of them the model has absorbed. */
      last_seq: z.number(),
      absorbed_seq: z.number(),
      /** Age of the oldest event the model has not absorbed. */
      staleness_ms: z.number(),
      model_version: z.number(),
      /** Why the model, or the catalogue of products, cannot be reached: since when, ms, and the last error. */
      problem: z.object({ since: z.number(), message: z.string() }).optional(),
    }),
  ),
  /**
   * Selects and rewards that wait for their decision, and those that waited in vain: for 24 hours, or
   * selects for a decision that cannot have shown their action.
   */
  pending: z.number(),
  unattached: z.number(),
  expired_rewards: z.number(),
  off_policy_selections: z.number(),
  identity_mismatches: z.number(),
  /**
   * Of each action how often it was drawn where the page says what it shows and the model learns of it,
   * how often it then was shown, and how often it would have been, had it been as often as others in the
   * states it was drawn in. `mismatch`: too far from that for chance (p < .001), so exposures are lost
   * depending on the action.
   */
  exposure: z.object({
    status: z.enum(["fine", "mismatch", "too_few"]),
    p: z.number(),
    actions: z.record(
      z.string(),
      z.object({ decided: z.number(), shown: z.number(), due: z.number() }),
    ),
  }),
  /** What became of the events that browsers reported. */
  delivery,
});
export type CaseStatus = z.infer<typeof caseStatus>;

import { z } from "zod";
import { state } from "../nba/action.ts";

/**
 * What off-policy evaluation needs to know of a decision, whoever logged it: one line of JSON, as
 * `nextmove evaluate` reads it. Whatever else is in the line is ignored.
 */
export const loggedDecision = z.looseObject({
  /** What was known of the visitor: any JSON object. */
  state: state.nullish(),
  /** All actions that could have been shown. */
  actions: z.array(z.string()).min(1),
  /** The one that was. */
  action: z.string(),
  /** Probability with which it was drawn; null where it is not known. */
  propensity: z.number().min(0).max(1).nullish(),
  reward: z.number(),
  /** When it was made: where every line says so, they are taken in order of time. */
  at: z.union([z.string(), z.number()]).nullish(),
  /** Of several shown at once: which place this was. */
  position: z.union([z.string(), z.number()]).nullish(),
  /** False: the action was not drawn by these probabilities, so it says nothing of another policy. */
  evaluation: z.boolean().optional(),
});

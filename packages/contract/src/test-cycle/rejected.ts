import { z } from "zod";
import { problem } from "../problem.ts";

/** An event that was rejected. */
export const rejectedEvent = problem.extend({
  at: z.iso.datetime(),
  /** What came, as text; cut after REJECTED_LIMIT_CHARACTERS. */
  body: z.string(),
  /** It came under a publishable key, which is in everybody's hands. */
  byPage: z.boolean(),
});
export type RejectedEvent = z.infer<typeof rejectedEvent>;

/** Answer of `GET /v3/test-cycle/rejected`. */
export const rejectedResponse = z.object({
  status: z.literal(1),
  /** Rejected so far, including those that are no longer kept. */
  rejected: z.number(),
  /** The latest first. */
  events: z.array(rejectedEvent),
});
export type RejectedResponse = z.infer<typeof rejectedResponse>;

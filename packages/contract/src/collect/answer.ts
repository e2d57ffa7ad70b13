import { z } from "zod";
import { problem } from "../problem.ts";

/**
 * An event that was not taken. `newer_epoch`, `overloaded`, `rate_limited` and `internal` may be sent again,
 * others not.
 */
export const refusedEvent = problem.extend({ index: z.number() });
export type RefusedEvent = z.infer<typeof refusedEvent>;

/** Answer of `POST /v3/collect/{case_id}`; status 2 when some events failed. */
export const collectResponse = z.object({
  status: z.literal([1, 2]),
  /** Events that are stored now, including those that were stored before. */
  received: z.number(),
  failed: z.array(refusedEvent),
  /** The server's time, ms since 1970. */
  now: z.number(),
});
export type CollectResponse = z.infer<typeof collectResponse>;

import { z } from "zod";
import { forwardedType } from "./sink.ts";

/** One event as webhooks and files carry it. */
export const forwardedMessage = z.object({
  /**
   * Stays the same however often it is delivered: `{case}.{epoch}.{shard}.{seq}`, of events of the test
   * cycle `test-cycle.{shard}.{seq}`.
   */
  id: z.string(),
  type: forwardedType,
  /** When the server received it. */
  at: z.iso.datetime(),
  account: z.string(),
  /** Absent for events of the test cycle, which belong to no case. */
  case_id: z.string().optional(),
  /** The consumer's id, else the query's: what is kept in order. */
  visitor: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type ForwardedMessage = z.infer<typeof forwardedMessage>;

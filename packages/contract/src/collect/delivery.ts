import { z } from "zod";

/** Why a browser gave up on an event it had numbered. */
export const dropReason = z.enum([
  "too_many",
  "too_old",
  "too_large",
  "storage",
  "rejected",
  "consent",
]);
export type DropReason = z.infer<typeof dropReason>;

/** What became of the events that browsers numbered. */
export const delivery = z.object({
  received: z.number(),
  /** Below the highest number received of a tab, and neither received nor reported as dropped. */
  missing: z.number(),
  /** By reason; `rejected` are those refused for good. */
  dropped: z.partialRecord(dropReason, z.number()),
});
export type Delivery = z.infer<typeof delivery>;

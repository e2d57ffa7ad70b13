import { z } from "zod";
import { clientTime, identifier } from "../identifiers.ts";

export const selectionObject = z.looseObject({
  query_id: identifier,
  /** The action, or the product of a recommendation: ids of products are longer than names. */
  action: identifier,
  /** The decision's signed token; needed under a publishable key. */
  token: z.string().max(512).nullish(),
  /** Tells a selection sent again from one that returns to an earlier action. */
  event_id: identifier.nullish(),
  at: clientTime.nullish(),
});
export const toSelection = (body: z.output<typeof selectionObject>) => ({
  queryId: body.query_id,
  action: body.action,
  token: body.token ?? undefined,
  eventId: body.event_id ?? undefined,
  at: body.at ?? undefined,
});

export const selectionInput = selectionObject.transform(toSelection);
/** One selection reported, in our own spelling. */
export type SelectionInput = z.output<typeof selectionInput>;

/** `POST /action/{case_id}/select` and its alias `PATCH /action/{case_id}` */
export const selectRequest = selectionObject
  .extend({ test_api: z.boolean().nullish(), sent_at: clientTime.nullish() })
  .transform((body) => ({
    ...toSelection(body),
    test: body.test_api ?? false,
    sentAt: body.sent_at ?? undefined,
  }));

/** What the answer says beyond `status`, and only when there is something to say. */
export const receiptMeta = z.object({
  /** The decision has not arrived yet; kept for 24 hours. */
  pending: z.boolean().optional(),
  /** After the reward window: recorded, not learned. */
  expired: z.boolean().optional(),
  /** The action was not the one drawn: learned, left out of evaluation. */
  off_policy: z.boolean().optional(),
});
export type ReceiptMeta = z.infer<typeof receiptMeta>;

/** Answer of select and reward. */
export const receipt = z.object({ status: z.literal(1), meta: receiptMeta.optional() });
export type Receipt = z.infer<typeof receipt>;

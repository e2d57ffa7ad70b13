import { z } from "zod";
import { clientTime } from "../identifiers.ts";
import { problemResponse } from "../problem.ts";
import { decisionFields, ranking } from "./action.ts";
import { optional } from "./spelling.ts";

// Items are checked one by one, so that one bad item does not take the good ones with it.
const items = z.array(z.unknown());
const envelope = { test_api: optional(z.boolean()), sent_at: optional(clientTime) };

/** `POST /action/{case_id}/batch`; `actions` and `limit` hold for items without their own. */
export const actionBatchRequest = z.looseObject({
  ...envelope,
  customers: items,
  actions: decisionFields.actions,
  limit: decisionFields.limit,
});

/** `POST /action/{case_id}/select/batch` */
export const selectBatchRequest = z.looseObject({ ...envelope, selection: items });

/** `POST /reward/{case_id}/batch` */
export const rewardBatchRequest = z.looseObject({ ...envelope, rewards: items });

/** One item of a batch that could not be processed. */
export const failedItem = z.object({
  index: z.number(),
  query_id: z.string().optional(),
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
});
export type FailedItem = z.infer<typeof failedItem>;

/** Answer of a batch of which some items failed (HTTP 400, or 207 with `Prefer: multi-status`). */
export const partialFailure = z.object({
  status: z.literal(0),
  failed: z.array(failedItem),
  results: z.array(ranking),
  processed: z.number(),
});
export type PartialFailure = z.infer<typeof partialFailure>;

/** Answer of a batch that is refused as a whole: a problem, and that nothing was processed. */
export const refusedBatch = z.object({ ...problemResponse.shape, ...partialFailure.shape });
export type RefusedBatch = z.infer<typeof refusedBatch>;

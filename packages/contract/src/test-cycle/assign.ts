import { z } from "zod";
import { identifier } from "../identifiers.ts";
import { modelRole } from "./period.ts";
import { spelled } from "./spelling.ts";

/** `POST /v3/test-cycle/periods/{period_id}/assign` */
export const assignBody = z.looseObject({ userTrackingId: identifier });
export const assignRequest = z.preprocess(spelled(["userTrackingId"]), assignBody);

export const assignResponse = z.object({
  status: z.literal(1),
  periodId: z.string(),
  /** Null for a visitor who is held out from the period's case: serve the shop's own; nothing was noted. */
  modelId: z.string().nullable(),
  role: modelRole.nullable(),
  holdout: z.boolean(),
});
export type AssignResponse = z.infer<typeof assignResponse>;

import type { z } from "zod";
import { identifier } from "../identifiers.ts";

/**
 * Absent and `null` mean the same on this wire. What every decision, selection and reward passes through
 * says `.nullish()` instead and makes `undefined` of both after parsing: a transform per field would cost
 * more than all other checks of the request.
 */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** The spellings of the visitor's id that the four source APIs use. */
export const consumerSpellings = {
  consumer_id: identifier.nullish(),
  customer_id: identifier.nullish(),
  consumerId: identifier.nullish(),
  customerId: identifier.nullish(),
};

type Spelled = { [Name in keyof typeof consumerSpellings]?: string | null | undefined };

/** The visitor's id, whichever way the client spelled it. */
export const consumerOf = (body: Spelled): string | undefined =>
  body.consumer_id ?? body.customer_id ?? body.consumerId ?? body.customerId ?? undefined;

import type { z } from "zod";
import { identifier } from "../identifiers.ts";

/** Absent and `null` mean the same on this wire. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** The spellings of the visitor's id that the four source APIs use. */
export const consumerSpellings = {
  consumer_id: optional(identifier),
  customer_id: optional(identifier),
  consumerId: optional(identifier),
  customerId: optional(identifier),
};

interface Spelled {
  consumer_id?: string | undefined;
  customer_id?: string | undefined;
  consumerId?: string | undefined;
  customerId?: string | undefined;
}

/** The visitor's id, whichever way the client spelled it. */
export const consumerOf = (body: Spelled): string | undefined =>
  body.consumer_id ?? body.customer_id ?? body.consumerId ?? body.customerId;

import { z } from "zod";

/** One change that somebody made to the account. */
export const auditEntry = z.object({
  at: z.iso.datetime(),
  /** The key that made it (`key_id`), `root`, or what did it by itself. */
  actor: z.string(),
  what: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Answer of `GET /v3/audit`: the latest first. */
export const auditResponse = z.object({
  status: z.literal(1),
  entries: z.array(auditEntry),
  /** Where the next page begins, as `?before=`; null when this is the last. */
  before: z.number().nullable(),
});
export type AuditResponse = z.infer<typeof auditResponse>;

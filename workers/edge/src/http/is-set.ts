import type { Context } from "hono";

/** Whether a request sets a flag of its query, as `?force=true` or `?force=1`. */
export const isSet = (context: Context, flag: string): boolean =>
  ["1", "true"].includes(context.req.query(flag) ?? "");

import type { Context } from "hono";

/** Whether a request sets a flag of its query: `?force`, `?force=1` or `?force=true`. */
export const isSet = (context: Context, flag: string): boolean =>
  ["", "1", "true"].includes(context.req.query(flag) ?? "0");

import type { MiddlewareHandler } from "hono";

const EXPOSED = "x-request-id, idempotent-replay, retry-after";
const PREFLIGHT = {
  "access-control-allow-methods": "GET, POST, PATCH",
  "access-control-allow-headers":
    "authorization, content-type, idempotency-key, prefer, x-api-key, x-request-id",
  "access-control-max-age": "86400",
};

/**
 * Lets pages of any origin call, without credentials: the key's own list of origins is what is
 * enforced. Like hono's `cors`, but the answer is not copied for its headers: that costs a tenth of a
 * decision. A server's request names no origin and is told nothing of it, but for what a cache may give to
 * others later.
 */
export const anyOrigin: MiddlewareHandler = async (context, next) => {
  const { method } = context.req;
  if (method === "OPTIONS") context.res = context.body(null, 204, PREFLIGHT);
  else await next();
  if (method === "GET" || context.req.header("origin") !== undefined) {
    const { headers } = context.res;
    headers.set("access-control-allow-origin", "*");
    headers.set("access-control-expose-headers", EXPOSED);
  }
};

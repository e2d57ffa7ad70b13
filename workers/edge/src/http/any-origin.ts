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
 * enforced. Like hono's `cors`, but the headers are set before the answer is made: set on a finished
 * `Response` they cost a tenth of a decision. A server's request names no origin and is told nothing of it,
 * but for what a cache may give to others later.
 */
export const anyOrigin: MiddlewareHandler = async (context, next) => {
  const { method } = context.req;
  if (method === "GET" || context.req.header("origin") !== undefined) {
    context.header("access-control-allow-origin", "*");
    context.header("access-control-expose-headers", EXPOSED);
  }
  if (method === "OPTIONS") return context.body(null, 204, PREFLIGHT);
  return next();
};

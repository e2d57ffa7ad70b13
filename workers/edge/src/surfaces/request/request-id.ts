import type { MiddlewareHandler } from "hono";
import type { App } from "./door.ts";

const ACCEPTABLE = /^[\w.:-]{1,128}$/;

/** Every answer carries an id, the caller's own when it sent one, and every stored event names it. */
export const requestId: MiddlewareHandler<App> = async (context, next) => {
  const given = context.req.header("x-request-id") ?? "";
  const id = ACCEPTABLE.test(given) ? given : crypto.randomUUID();
  context.set("requestId", id);
  await next();
  // On the answer itself: `context.header` would copy it, and before it is made costs an object for all headers.
  context.res.headers.set("x-request-id", id);
};

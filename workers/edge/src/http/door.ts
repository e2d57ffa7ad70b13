import type { KeyKind } from "@nextmove/contract";
import type { Context, MiddlewareHandler } from "hono";
import { authenticate, type Principal } from "../auth/principal.ts";
import { now } from "../clock.ts";
import { readJson } from "./json-body.ts";
import { failure, type Failure } from "./problems.ts";
import { refuse } from "./respond.ts";

/** What a handler behind a door finds in its context, by `context.get`: `context.var` copies them all each time. */
export interface Variables {
  requestId: string;
  /** The parsed JSON body; undefined for a route without one. */
  body: unknown;
  principal: Principal;
}
export type App = { Bindings: Env; Variables: Variables };

/** The kinds of API key that may use a route. */
const doors = new WeakMap<MiddlewareHandler, readonly KeyKind[]>();

/** The kinds of key a middleware lets through, or undefined when it is no door. */
export const keysOf = (handler: MiddlewareHandler): readonly KeyKind[] | undefined =>
  doors.get(handler);

const overRate = async (context: Context<App>): Promise<boolean> => {
  const { key } = context.get("principal");
  if (key.kind !== "publishable" || context.env.NEXTMOVE_DEVELOPMENT === "true") return false;
  // Raw workerd has no such binding.
  if (!("PUBLISHABLE_RATE" in context.env)) return false;
  const address = context.req.header("cf-connecting-ip") ?? "";
  const { success } = await context.env.PUBLISHABLE_RATE.limit({ key: `${key.keyId}:${address}` });
  return !success;
};

/**
 * Stands before a route: reads the body within its limit, then asks for a key of one of the kinds.
 *
 * @param bodyLimitBytes 0 for a route without a body
 * @param read how a body is read that may be other than JSON
 * @param refuseBody how a body is refused that cannot be read
 */
export const door = (
  kinds: readonly KeyKind[],
  bodyLimitBytes: number,
  read: typeof readJson = readJson,
  refuseBody: (context: Context, error: Failure) => Response = refuse,
): MiddlewareHandler<App> => {
  const handler: MiddlewareHandler<App> = async (context, next) => {
    if (bodyLimitBytes > 0) {
      const body = await read(context.req.raw, bodyLimitBytes);
      if (!body.ok) return refuseBody(context, body.error);
      context.set("body", body.value);
    }
    const { env, req } = context;
    const principal = await authenticate(env, req.raw, context.get("body"), kinds, now());
    if (!principal.ok) return refuse(context, principal.error);
    context.set("principal", principal.value);
    if (await overRate(context)) {
      return refuse(context, failure("rate_limited", "too many requests with this key"));
    }
    return next();
  };
  doors.set(handler, kinds);
  return handler;
};

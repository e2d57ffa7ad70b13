import type { KeyKind } from "@nextmove/contract";
import type { Context, MiddlewareHandler } from "hono";
import { authenticate, credentialOf, type Principal } from "../../auth/principal.ts";
import { now } from "../../clock.ts";
import { readJson } from "../../http/json-body.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { isGuessing, isOverRate } from "./rate.ts";

/** What a handler behind a door finds in its context, by `context.get`: `context.var` copies them all each time. */
interface Variables {
  requestId: string;
  /** The parsed JSON body; undefined for a route without one. */
  body: unknown;
  principal: Principal;
}
export type App = { Bindings: Env; Variables: Variables };

/** The limit of a route without a body. */
export const NO_BODY = 0;

/** The kinds of API key that may use a route. */
const doors = new WeakMap<MiddlewareHandler, readonly KeyKind[]>();

/** The kinds of key a middleware lets through, or undefined when it is no door. */
export const keysOf = (handler: MiddlewareHandler): readonly KeyKind[] | undefined =>
  doors.get(handler);

/**
 * Stands before a route: asks for a key of one of the kinds, and reads the body within its limit. The body
 * of a request with a key elsewhere is not read before that is known to be good.
 *
 * @param bodyLimitBytes or `NO_BODY`
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
    const { env, req } = context;
    const readBody = async (): Promise<Response | undefined> => {
      if (bodyLimitBytes === NO_BODY) return undefined;
      const body = await read(req.raw, bodyLimitBytes);
      if (!body.ok) return refuseBody(context, body.error);
      context.set("body", body.value);
      return undefined;
    };
    const beside = credentialOf(req.raw, undefined);
    const unreadable = beside ? undefined : await readBody();
    if (unreadable) return unreadable;
    const credential = beside ?? credentialOf(req.raw, context.get("body"));
    if (credential && (await isGuessing(env, req.raw, credential.text))) {
      return refuse(context, failure("rate_limited", "too many keys of unknown accounts"));
    }
    const principal = await authenticate(env, req.raw, credential, kinds, now());
    if (!principal.ok) return refuse(context, principal.error);
    context.set("principal", principal.value);
    const { kind, keyId } = principal.value.key;
    if (kind === "publishable" && (await isOverRate(env, req.raw, keyId))) {
      return refuse(context, failure("rate_limited", "too many requests with this key"));
    }
    const broken = beside ? await readBody() : undefined;
    if (broken) return broken;
    return next();
  };
  doors.set(handler, kinds);
  return handler;
};

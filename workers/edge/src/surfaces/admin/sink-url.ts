import type { Context } from "hono";
import type { App } from "../request/door.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { checkPublicUrl, hostOf } from "../../http/public-address.ts";
import { fail, ok, type Result } from "../../result.ts";

/** A receiver beside the Worker on a developer's machine. */
const LOCAL = /^http:\/\/127\.0\.0\.1:\d+(\/|$)/;

/** Whether a sink may be there: a public address, and not the Worker's own. */
export const checkSinkUrl = (context: Context<App>, text: string): Result<URL, Failure> => {
  const isLocal = context.env.NEXTMOVE_DEVELOPMENT === "true" && LOCAL.test(text);
  // Null where there is no such port.
  const local = isLocal ? URL.parse(text) : null;
  if (local) return ok(local);
  const url = checkPublicUrl(text);
  if (!url.ok) return url;
  return hostOf(url.value) === hostOf(new URL(context.req.url))
    ? fail(failure("url_refused", "must not be our own address", "url"))
    : url;
};

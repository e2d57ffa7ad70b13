import type { Hono, NotFoundHandler } from "hono";
import type { App } from "./door.ts";
import { failure } from "./problems.ts";
import { refuse } from "./respond.ts";

const matches = (pattern: string, path: string): boolean => {
  const expected = pattern.split("/");
  const actual = path.split("/");
  return (
    expected.length === actual.length &&
    expected.every((part, index) =>
      part.startsWith(":") ? actual[index] !== "" : part === actual[index],
    )
  );
};

/** Answers what no route takes: 410 for old versions, 405 with the methods there are, static files, 404. */
export const unmatched =
  (app: Hono<App>): NotFoundHandler<App> =>
  async (context) => {
    const { path, method, raw } = context.req;
    if (/^\/v[12](\/|$)/.test(path)) {
      return refuse(context, failure("gone", "this version is gone; use /v3"));
    }
    const allowed = app.routes
      .filter((route) => route.method !== "ALL" && matches(route.path, path))
      .map((route) => route.method);
    // A route that takes the method and still ends here has answered "not found" itself.
    if (allowed.length > 0 && !allowed.includes(method)) {
      context.header("allow", [...new Set(allowed)].join(", "));
      return refuse(context, failure("method_not_allowed", `${method} is not for ${path}`));
    }
    if ((method === "GET" || method === "HEAD") && "ASSETS" in context.env) {
      const asset = await context.env.ASSETS.fetch(raw);
      if (asset.status !== 404) return asset;
    }
    return refuse(context, failure("not_found", `nothing is at ${path}`));
  };

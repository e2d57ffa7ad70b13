import type { Context, Hono, NotFoundHandler } from "hono";
import type { App } from "./door.ts";
import { prefersHtml } from "../../http/prefers-html.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";

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

/** The demo shop's page for addresses that it does not have, to a browser; the API answers as ever. */
const pageForNothing = async (context: Context<App>): Promise<Response | undefined> => {
  const { path, url } = context.req;
  if (!prefersHtml(context) || /^\/(v3|dev)(\/|$)/.test(path)) return undefined;
  const page = await context.env.ASSETS.fetch(new URL("/404", url));
  if (!page.ok) return undefined;
  const headers = { "content-type": "text/html; charset=utf-8", vary: "accept" };
  return new Response(page.body, { status: 404, headers });
};

export const nothingAt = (path: string): Failure => failure("not_found", `nothing is at ${path}`);

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
    // A route that takes the method and still ends here has answered "not found" itself. Those of GET take HEAD.
    if (allowed.length > 0 && !allowed.includes(method === "HEAD" ? "GET" : method)) {
      context.header("allow", [...new Set(allowed)].join(", "));
      return refuse(context, failure("method_not_allowed", `${method} is not for ${path}`));
    }
    if ((method === "GET" || method === "HEAD") && "ASSETS" in context.env) {
      const asset = await context.env.ASSETS.fetch(raw);
      // What was fetched takes no headers.
      if (asset.status !== 404) return new Response(asset.body, asset);
      const page = await pageForNothing(context);
      if (page) return page;
    }
    return refuse(context, nothingAt(path));
  };

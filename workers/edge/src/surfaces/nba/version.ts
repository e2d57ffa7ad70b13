import type { VersionResponse } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { prefersHtml } from "../../http/prefers-html.ts";
import type { App } from "../request/door.ts";

/** Version of the API document this surface implements. */
export const API_VERSION = "3.1.0";

const version = (context: Context<App>): Response =>
  context.json({
    name: "nextmove",
    version: API_VERSION,
    api: "v3",
    versions: ["v3"],
    build: context.env.NEXTMOVE_BUILD ?? "local",
    time: new Date(now()).toISOString(),
  } satisfies VersionResponse);

/** `GET /`: the demo shop for a browser, the version for everyone else. */
const root = async (context: Context<App>): Promise<Response> => {
  context.header("vary", "accept");
  if (prefersHtml(context) && "ASSETS" in context.env) {
    const page = await context.env.ASSETS.fetch(context.req.raw);
    // 304 to a browser that has the page: the version in its place would replace the shop.
    if (page.ok || page.status === 304) return context.newResponse(page.body, page);
  }
  return version(context);
};

export const versions = new Hono<App>().get("/", root).get("/v3", version).get("/v3/", version);

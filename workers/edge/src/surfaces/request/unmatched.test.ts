import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { App } from "./door.ts";
import { unmatched } from "./unmatched.ts";

const app = new Hono<App>()
  .get("/v3/things/:id", (context) => context.text("thing"))
  .delete("/v3/things/:id", (context) => context.text("gone"))
  .get("/v3/missing", (context) => context.notFound());
app.notFound(unmatched(app));

const assets = (answer: Response) => ({
  ASSETS: { fetch: () => Promise.resolve(answer) },
});
const noAssets = assets(new Response(null, { status: 404 }));

describe("unmatched", () => {
  it("answers old versions with 410", async () => {
    for (const path of ["/v1", "/v2/action/x"]) {
      const answer = await app.request(path, { method: "POST" }, noAssets);
      expect(answer.status, path).toBe(410);
    }
    expect((await app.request("/v21/x", {}, noAssets)).status).toBe(404);
  });

  it("answers a known path under another method with 405 and the methods there are", async () => {
    const answer = await app.request("/v3/things/7", { method: "POST" }, noAssets);
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, DELETE");
    expect(await answer.json()).toMatchObject({
      status: 0,
      error: { code: "method_not_allowed" },
    });
  });

  it("answers a path that no route takes with 404", async () => {
    for (const path of ["/v3/things", "/v3/things/", "/v3/things/7/parts", "/x"]) {
      const answer = await app.request(path, { method: "POST" }, noAssets);
      expect(answer.status, path).toBe(404);
    }
  });

  it("lets a route say itself that there is nothing, to HEAD as to GET", async () => {
    for (const method of ["GET", "HEAD"]) {
      expect((await app.request("/v3/missing", { method }, noAssets)).status, method).toBe(404);
    }
  });

  it("shows a browser the shop's page for what is not there, and programs JSON", async () => {
    const pages = {
      ASSETS: {
        fetch: (request: Request | URL) =>
          Promise.resolve(
            request instanceof URL && request.pathname === "/404"
              ? new Response("<h1>nothing</h1>")
              : new Response(null, { status: 404 }),
          ),
      },
    };
    const browser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
    const page = await app.request("/nothing/here", browser, pages);
    expect(page.status).toBe(404);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toBe("<h1>nothing</h1>");
    for (const [path, headers] of [
      ["/nothing", {}],
      ["/nothing", { accept: "*/*" }],
      ["/v3/nothing", browser.headers],
    ] as const) {
      const answer = await app.request(path, { headers }, pages);
      expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
    }
    expect((await app.request("/nothing", browser, noAssets)).status).toBe(404);
  });

  it("serves a static file to GET, never to POST", async () => {
    const file = () => assets(new Response("shop"));
    expect(await (await app.request("/shop.html", {}, file())).text()).toBe("shop");
    expect((await app.request("/shop.html", { method: "POST" }, file())).status).toBe(404);
  });
});

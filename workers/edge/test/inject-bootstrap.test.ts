import { expect, it } from "vitest";
import { injectBootstrap } from "../../../packages/browser/src/server/inject-bootstrap.ts";

const tag = '<script type="application/json" data-nextmove-bootstrap>{}</script>';

const page = (body: string, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });

it("puts the tag first in the head, before any script runs", async () => {
  const html = "<!doctype html><html><head><script async></script></head><body></body></html>";
  const answered = injectBootstrap(page(html), tag);
  expect(await answered.text()).toBe(html.replace("<head>", `<head>${tag}`));
});

it("keeps a visitor's page out of shared caches, and a decision from being shown again", () => {
  const cached = { "cache-control": "public, max-age=600", etag: '"1"', "x-shop": "kept" };
  const { headers } = injectBootstrap(page("<head></head>", cached), tag);
  expect(headers.get("cache-control")).toBe("private, no-cache");
  expect(headers.get("etag")).toBeNull();
  expect(headers.get("x-shop")).toBe("kept");
});

it("passes on what is no page", async () => {
  const data = new Response("<head></head>", { headers: { "content-type": "text/plain" } });
  expect(injectBootstrap(data, tag)).toBe(data);
});

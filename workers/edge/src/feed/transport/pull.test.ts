import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { checkFeedUrl, pull } from "./pull.ts";
import { TruncatedBody } from "./unpack.ts";

const HOSTS = ["shop.example", "cdn.shop.example"];

/** A web of these addresses; remembers who was asked. */
const webOf = (pages: Record<string, Response>) => {
  const asked: string[] = [];
  return {
    asked,
    fetch: (url: string): Promise<Response> => {
      asked.push(url);
      const page = pages[url];
      return page ? Promise.resolve(page) : Promise.reject(new TypeError("no such host"));
    },
  };
};
const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

describe("pull", () => {
  it("fetches a feed from a listed host, over redirects among them", async () => {
    const headers = { "content-type": "text/csv" };
    const web = webOf({
      "https://shop.example/feed": redirect("//cdn.shop.example/feed.csv"),
      "https://cdn.shop.example/feed.csv": new Response("id\n1", { headers }),
    });
    const pulled = await pull("https://shop.example/feed", HOSTS, web.fetch);
    if (!pulled.ok) throw new Error(pulled.error.message);
    expect(pulled.value.contentType).toBe("text/csv");
    expect(await text(pulled.value.chunks)).toBe("id\n1");
  });

  it("tells an answer that breaks off from a fault of ours", async () => {
    const cut = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new TypeError("the connection was lost")),
    });
    const web = webOf({ "https://shop.example/feed": new Response(cut) });
    const pulled = await pull("https://shop.example/feed", HOSTS, web.fetch);
    if (!pulled.ok) throw new Error(pulled.error.message);
    await expect(text(pulled.value.chunks)).rejects.toBeInstanceOf(TruncatedBody);
  });

  it.each([
    ["another host", "https://evil.example/"],
    ["a private address", "https://169.254.169.254/latest/meta-data"],
    ["http", "http://shop.example/feed"],
  ])("follows no redirect to %s", async (_, location) => {
    const web = webOf({ "https://shop.example/feed": redirect(location) });
    const pulled = await pull("https://shop.example/feed", HOSTS, web.fetch);
    expect(pulled).toMatchObject({ ok: false, error: { code: "url_refused" } });
    expect(web.asked).toEqual(["https://shop.example/feed"]);
  });

  it("gives up on a circle, an error and silence", async () => {
    const circle = webOf({ "https://shop.example/": redirect("https://shop.example/") });
    const failed = { ok: false, error: { code: "pull_failed" } };
    expect(await pull("https://shop.example/", HOSTS, circle.fetch)).toMatchObject(failed);
    expect(circle.asked).toHaveLength(4);
    const broken = webOf({ "https://shop.example/": new Response("no", { status: 500 }) });
    expect(await pull("https://shop.example/", HOSTS, broken.fetch)).toMatchObject(failed);
    expect(await pull("https://shop.example/", HOSTS, webOf({}).fetch)).toMatchObject(failed);
  });
});

describe("checkFeedUrl", () => {
  it("lets a listed host through, also with a dot behind it", () => {
    expect(checkFeedUrl("https://shop.example/feed?x=1", HOSTS).ok).toBe(true);
    expect(checkFeedUrl("https://SHOP.example./feed", HOSTS).ok).toBe(true);
  });

  it.each([
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://localhost./",
    "https://router.lan/",
    "https://shop/",
    "https://sub.shop.example/",
    "https://shop.example@evil.example/",
    "ftp://shop.example/",
    "data:text/csv,id",
    "",
  ])("refuses %s", (url) => {
    // Even where someone listed it.
    const hosts = [...HOSTS, "localhost", "router.lan", "127.0.0.1", "[::1]"];
    expect(checkFeedUrl(url, hosts)).toMatchObject({ ok: false, error: { code: "url_refused" } });
  });
});

import { describe, expect, it } from "vitest";
import { checkPublicUrl, hostOf } from "./public-address.ts";

describe("checkPublicUrl", () => {
  it.each([
    "http://shop.example/",
    "https://10.0.0.1/",
    "https://[fd00::1]/",
    "https://0300.0250.0.1/",
    "https://3232235521/",
    "https://router/",
    "https://printer.local/",
    "https://db.corp./",
    "https://localhost../",
    "https://127.0.0.1../",
    "https://shop..example/",
    "https://1.0.0.10.in-addr.arpa/",
    "https://shop.example:444/",
    "https://me@shop.example/",
    "javascript:alert(1)",
    "//shop.example/",
    "",
  ])("refuses %s", (text) => {
    expect(checkPublicUrl(text)).toMatchObject({ ok: false, error: { code: "url_refused" } });
  });

  it.each([
    ["https://shop.example/feed?x=1", "shop.example"],
    ["HTTPS://Shop.Example.:443/", "shop.example"],
  ])("allows %s", (text, host) => {
    const url = checkPublicUrl(text);
    expect(url.ok && hostOf(url.value)).toBe(host);
  });
});

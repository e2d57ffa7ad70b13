import { describe, expect, it } from "vitest";
import { createIdCookie } from "./id-cookie.ts";

const ID = "0191b0a0-0000-7000-8000-000000000001";

/** A cookie jar that knows one public suffix, as the browser does. */
function visit(url: string, jar = new Map<string, string>(), blocked = false) {
  const { hostname } = new URL(url);
  const written: string[] = [];
  const cookie = (given?: string) =>
    createIdCookie(
      {
        site: () => new URL(url),
        readCookies: () =>
          [...jar]
            .filter(([place]) => {
              const domain = place.split(" ")[1] ?? "";
              return domain === `=${hostname}` || `.${hostname}`.endsWith(`.${domain}`);
            })
            .map(([place, value]) => `${place.split(" ")[0]}=${value}`)
            .join("; "),
        setCookie(text) {
          written.push(text);
          const [, name = "", value = ""] = /^(\w+)=([^;]*)/.exec(text) ?? [];
          const domain = /domain=([^;]+)/.exec(text)?.[1];
          const isPublicSuffix = domain === "co.uk" || !domain?.includes(".");
          if (blocked || (domain && (isPublicSuffix || !hostname.endsWith(domain)))) return;
          const place = `${name} ${domain ?? `=${hostname}`}`;
          if (text.includes("max-age=0")) jar.delete(place);
          else jar.set(place, value);
        },
      },
      given,
    );
  return { jar, written, cookie };
}

describe("createIdCookie", () => {
  it("takes the registrable domain, so that all subdomains share it", () => {
    const first = visit("https://www.shop.co.uk/");
    expect(first.cookie().writeId(ID)).toBe(true);
    expect([...first.jar]).toEqual([["nextmove_id shop.co.uk", `1.3.${ID}`]]);
    expect(visit("https://checkout.shop.co.uk/pay", first.jar).cookie().readId()).toBe(ID);
  });

  it("renews it on later pages without searching again", () => {
    const { jar } = visit("https://www.shop.co.uk/");
    visit("https://www.shop.co.uk/", jar).cookie().writeId(ID);
    const later = visit("https://www.shop.co.uk/", jar);
    expect(later.cookie().writeId(ID)).toBe(true);
    expect(later.written).toHaveLength(1);
    expect(later.written[0]).toContain("domain=shop.co.uk");
    expect(later.written[0]).toContain("max-age=34560000");
  });

  it.each(["http://localhost:8787/", "http://127.0.0.1:8787/"])(
    "belongs to the host alone on %s",
    (url) => {
      const { jar, cookie } = visit(url);
      expect(cookie().writeId(ID)).toBe(true);
      expect([...jar.values()]).toEqual([expect.stringMatching(new RegExp(`${ID}$`))]);
      expect(cookie().readId()).toBe(ID);
    },
  );

  it("takes the given domain first", () => {
    const { jar, cookie } = visit("https://www.eu.shop.example/");
    expect(cookie("eu.shop.example").writeId(ID)).toBe(true);
    expect([...jar.keys()]).toEqual(["nextmove_id eu.shop.example"]);
  });

  it("is Secure and Lax on https, and not Secure on http", () => {
    const secure = visit("https://shop.example/");
    secure.cookie().writeId(ID);
    expect(secure.written[0]).toMatch(/SameSite=Lax.*; Secure$/);
    const plain = visit("http://shop.example/");
    plain.cookie().writeId(ID);
    expect(plain.written[0]).not.toContain("Secure");
  });

  it("says when the browser takes no cookie", () => {
    const { cookie } = visit("https://shop.example/", new Map(), true);
    expect(cookie().writeId(ID)).toBe(false);
    expect(cookie().readId()).toBeUndefined();
  });

  it("removes it from the domain it was set on", () => {
    const { jar, cookie } = visit("https://www.shop.co.uk/");
    cookie().writeId(ID);
    cookie().discard();
    expect(jar.size).toBe(0);
  });

  it("writes nothing to remove what is not there", () => {
    const { written, cookie } = visit("https://www.shop.co.uk/");
    cookie().discard();
    expect(written).toEqual([]);
  });

  it("does not take another cookie of that name for ours", () => {
    const jar = new Map([["nextmove_id shop.example", "something-else"]]);
    expect(visit("https://shop.example/", jar).cookie().readId()).toBeUndefined();
  });
});

import type { Platform } from "../platform.ts";

/** Its value: `<form>.<labels of the cookie's domain, 0 for the host alone>.<id>` */
const COOKIE = /(?:^|; )nextmove_id=1\.(\d)\.([\da-f-]{36})/;

/** Browsers keep a cookie for at most 400 days, whatever it asks for (RFC 6265bis, 5.5). */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

const find = (cookies: string) => {
  const [, labels, id] = COOKIE.exec(cookies) ?? [];
  return id ? { id, labels: Number(labels) } : undefined;
};

/** The visitor's id in a `document.cookie` string or a Cookie header. */
export const idOf = (cookies: string): string | undefined => find(cookies)?.id;

export interface IdCookie {
  readonly read: () => string | undefined;
  /** Writes, or renews what is there; false when the browser did not take it. */
  readonly write: (id: string) => boolean;
  readonly remove: () => void;
}

/**
 * The cookie of the visitor's id, on the given domain, else on the widest one that the browser
 * allows: the registrable domain (`shop.co.uk`). Only the browser has the public suffix list, so it
 * is asked: each domain is tried, the widest first, until the cookie reads back. That it names its
 * own domain tells a new cookie from an old one, and spares later pages the search.
 */
export function createIdCookie(
  platform: Pick<Platform, "readCookies" | "setCookie" | "page">,
  givenDomain: string | undefined,
): IdCookie {
  const current = () => find(platform.readCookies());

  const set = (id: string, labels: number, maxAgeSeconds: number): boolean => {
    const { hostname, protocol } = new URL(platform.page().url);
    const domain = labels ? `; domain=${hostname.split(".").slice(-labels).join(".")}` : "";
    const secure = protocol === "https:" ? "; Secure" : "";
    const pair = `nextmove_id=1.${labels}.${id}`;
    platform.setCookie(`${pair}; path=/; max-age=${maxAgeSeconds}; SameSite=Lax${domain}${secure}`);
    return platform.readCookies().includes(pair);
  };

  return {
    read: () => current()?.id,
    write(id) {
      const all = new URL(platform.page().url).hostname.split(".").length;
      const given = givenDomain?.match(/[^.]+/g)?.length;
      for (let labels = given ?? (current()?.labels || 2); labels <= all; labels += 1) {
        if (set(id, labels, MAX_AGE_SECONDS)) return true;
      }
      return set(id, 0, MAX_AGE_SECONDS);
    },
    remove() {
      const found = current();
      if (found) set(found.id, found.labels, 0);
    },
  };
}

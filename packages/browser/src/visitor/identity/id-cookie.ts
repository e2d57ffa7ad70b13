import type { Platform } from "../../platform/platform.ts";

/** Browsers keep a cookie for at most 400 days, whatever it asks for (RFC 6265bis, 5.5). */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

export interface FoundId {
  readonly id: string;
  /** Of the cookie's domain, 0 for the host alone. */
  readonly labelCount: number;
}

/** The cookie's value: `<form>.<labels of its domain>.<id>` */
const find = (cookies: string): FoundId | undefined => {
  const [, labels = 0, id] = /(?:^|; )nextmove_id=1\.(\d)\.([\da-f-]{36})/.exec(cookies) ?? [];
  return id ? { id, labelCount: +labels } : undefined;
};

/** The visitor's id in a `document.cookie` string or a Cookie header. */
export const idOf = (cookies: string): string | undefined => find(cookies)?.id;

export interface IdCookie {
  readonly readId: () => string | undefined;
  /** Writes, or renews what is there; false when the browser did not take it. */
  readonly writeId: (id: string) => boolean;
  readonly discard: () => void;
}

/**
 * The cookie of the visitor's id, on the given domain, else on the widest one that the browser
 * allows: the registrable domain (`shop.co.uk`). Only the browser has the public suffix list, so it
 * is asked: each domain is tried, the widest first, until the cookie reads back. That it names its
 * own domain tells a new cookie from an old one, and spares later pages the search.
 */
export function createIdCookie(
  platform: Pick<Platform, "readCookies" | "setCookie" | "site">,
  givenDomain: string | undefined,
): IdCookie {
  const site = platform.site();
  const allLabels = () => site.hostname.split(".");
  const current = () => find(platform.readCookies());

  const set = (id: string, labels: number, maxAgeSeconds = MAX_AGE_SECONDS): boolean => {
    const domain = labels ? `; domain=${allLabels().slice(-labels).join(".")}` : "";
    const secure = site.protocol === "https:" ? "; Secure" : "";
    const pair = `nextmove_id=1.${labels}.${id}`;
    platform.setCookie(`${pair}; path=/; max-age=${maxAgeSeconds}; SameSite=Lax${domain}${secure}`);
    return platform.readCookies().includes(pair);
  };

  return {
    readId: () => current()?.id,
    writeId(id) {
      const all = allLabels().length;
      let labels = givenDomain?.match(/[^.]+/g)?.length ?? (current()?.labelCount || 2);
      while (labels <= all && !set(id, labels)) labels += 1;
      return labels <= all || set(id, 0);
    },
    discard() {
      const found = current();
      if (found) set(found.id, found.labelCount, 0);
    },
  };
}

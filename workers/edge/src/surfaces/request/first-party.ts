import { identifier } from "@nextmove/contract";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";

/** The browser SDK's cookie: `1.<labels of its domain, 0 for the host alone>.<id>` */
const ID_COOKIE = "nextmove_id";
const ID_COOKIE_VALUE = /^1\.(\d)\.([\da-f-]{36})$/;
/** Browsers keep a cookie for at most 400 days, whatever it asks for (RFC 6265bis, 5.5). */
const ID_COOKIE_LIFETIME_S = 400 * 86_400;

/** Google's server-side tagging keeps its client id where scripts cannot read it. */
const GOOGLE_SERVER_COOKIE = "FPID";

/**
 * Whether the page and this Worker share an origin: the cookies of the request are then the shop's own.
 * `Sec-Fetch-Site` cannot be set by scripts.
 */
const isSameOrigin = (context: Context): boolean =>
  context.req.header("sec-fetch-site") === "same-origin";

/** The last labels of the host, or undefined when the cookie belongs to the host alone. */
const domainOf = (hostname: string, labels: number): string | undefined => {
  const all = hostname.split(".");
  return labels > 0 && labels <= all.length ? all.slice(-labels).join(".") : undefined;
};

/**
 * The id cookie written anew, or undefined when it is not the consumer's. Safari keeps what a script
 * writes for seven days, and what an answer writes for as long as it says.
 */
export const renewedIdCookie = (
  cookie: string | undefined,
  consumer: string,
  url: URL,
): string | undefined => {
  const [, labels, id] = ID_COOKIE_VALUE.exec(cookie ?? "") ?? [];
  if (!labels || id !== consumer) return undefined;
  const domain = domainOf(url.hostname, Number(labels));
  if (Number(labels) > 0 && domain === undefined) return undefined;
  return [
    `${ID_COOKIE}=1.${labels}.${id}`,
    `Max-Age=${ID_COOKIE_LIFETIME_S}`,
    ...(domain === undefined ? [] : [`Domain=${domain}`]),
    "Path=/",
    "SameSite=Lax",
    ...(url.protocol === "https:" ? ["Secure"] : []),
  ].join("; ");
};

/** Renews the consumer's cookie with this answer. To be called before the answer is made. */
export const renewId = (context: Context, consumer: string | undefined): void => {
  if (consumer === undefined || !isSameOrigin(context)) return;
  const cookie = getCookie(context, ID_COOKIE);
  const renewed = renewedIdCookie(cookie, consumer, new URL(context.req.url));
  if (renewed !== undefined) context.header("set-cookie", renewed);
};

/**
 * What an envelope says of a visitor, with the ids that only the server sees. Without a consumer's id there is
 * no consent (the SDK sends none before it) and nothing to erase it by: then nothing is added.
 */
export const withFirstPartyAliases = <
  Told extends {
    consumerId: string | undefined;
    aliases: Readonly<Record<string, string>> | undefined;
  },
>(
  context: Context,
  told: Told,
): Told => {
  if (told.consumerId === undefined || !isSameOrigin(context)) return told;
  const fpid = identifier.safeParse(getCookie(context, GOOGLE_SERVER_COOKIE));
  return fpid.success ? { ...told, aliases: { ...told.aliases, fpid: fpid.data } } : told;
};

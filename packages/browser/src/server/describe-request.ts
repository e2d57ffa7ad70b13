import type { ConsentState } from "../api.ts";
import { gaAliases } from "../ga/aliases.ts";
import { idOf } from "../visitor/identity/id-cookie.ts";
import type { Screen } from "../platform/platform.ts";
import { pageState } from "../visitor/state/page-state.ts";
import type { ActionBody } from "../context/wire.ts";

/** As much of a `Request` as tells who asks for which page. */
export type PageRequest = Pick<Request, "url" | "headers">;

/** A short side of the screen that stands for a device class: a request does not carry the real one. */
const PHONE_PIXELS = 390;
const TABLET_PIXELS = 768;

/**
 * The device as its user agent tells it. An iPad says that it is a Mac; the browser's own decisions
 * know better.
 */
function screenOf(headers: Headers): Screen {
  const agent = headers.get("user-agent") ?? "";
  // The hint is sent without being asked for (https://wicg.github.io/ua-client-hints/#sec-ch-ua-mobile).
  const isPhone = headers.get("sec-ch-ua-mobile") === "?1" || /Mobi/i.test(agent);
  const isTablet = !isPhone && /Android|iPad|Tablet/i.test(agent);
  return {
    coarsePointer: isPhone || isTablet,
    shortSidePixels: isPhone ? PHONE_PIXELS : TABLET_PIXELS,
  };
}

/**
 * Who asks, and for what moment, in the words of the browser's own decisions. The visitor's cookies
 * are read only while consent is granted.
 */
export function describeRequest(
  { url, headers }: PageRequest,
  consent: ConsentState,
): Pick<ActionBody, "state" | "consumer_id" | "aliases"> {
  const view = { url, referrer: headers.get("referer") ?? "" };
  const cookies = consent === "granted" ? (headers.get("cookie") ?? "") : "";
  const consumerId = idOf(cookies);
  return {
    state: { ...pageState(view, screenOf(headers)) },
    consumer_id: consumerId,
    aliases: consumerId ? gaAliases(cookies) : undefined,
  };
}

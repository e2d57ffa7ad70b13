import type { EventParams, PageReport } from "../api.ts";

/**
 * An address without its query and fragment, which may hold a search, a name, a token. Without a regular
 * expression, here and elsewhere at the start of a page: each is compiled there, while the page waits.
 */
const withoutQuery = (address: string): string => address.split("#")[0]?.split("?")[0] ?? "";

/** None of `about:client` or an app. */
const originOf = (address: string): string | undefined =>
  address.startsWith("http") ? withoutQuery(address).split("/", 3).join("/") : undefined;

/** The params of a `page_view`. Of another site only the origin is told. */
export function pageViewParams({ url, referrer }: PageReport): EventParams {
  const site = originOf(referrer);
  return {
    page_location: withoutQuery(url),
    page_referrer: site === originOf(url) ? withoutQuery(referrer) : site,
  };
}

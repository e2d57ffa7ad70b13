import type { EventParams, PageReport } from "../api.ts";

/** The params of a `page_view`. Of another site only the origin is told. */
export function pageViewParams({ url, referrer }: PageReport): EventParams {
  /** Not of `about:client` or an app, which have none. */
  const originOf = (address: string) => address.match(/^https?:\/\/[^/?#]+/)?.[0];
  /** An address without its query and fragment, which may hold a search, a name, a token. */
  const withoutQuery = (address: string) => address.replace(/[?#].*/, "");
  const site = originOf(referrer);
  return {
    page_location: withoutQuery(url),
    page_referrer: site === originOf(url) ? withoutQuery(referrer) : site,
  };
}

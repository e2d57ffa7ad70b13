import type { EventParams, PageReport } from "../api.ts";

/** Not of `about:client` or an app, which have none. */
const originOf = (url: string): string | undefined => /^https?:\/\/[^/?#]+/.exec(url)?.[0];

/** An address without its query and fragment, which may hold a search, a name, a token. */
const withoutQuery = (url: string): string => url.replace(/[?#].*/, "");

/** The params of a `page_view`. Of another site only the origin is told. */
export function pageViewParams({ url, referrer }: PageReport): EventParams {
  const site = originOf(referrer);
  return {
    page_location: withoutQuery(url),
    page_referrer: site === originOf(url) ? withoutQuery(referrer) : site,
  };
}

import type { EventParams, PageReport } from "../api.ts";
import { attempt } from "../attempt.ts";

/**
 * An address without its query and fragment, which may hold a search, a name, a token; of another
 * site only its origin.
 */
const withoutSecrets = (url: string, ownOrigin: string): string | undefined =>
  // Most pages have no referrer, and throwing costs a slow phone milliseconds; `about:client` is rare.
  url
    ? attempt(() => {
        const { origin, pathname } = new URL(url);
        return origin === ownOrigin ? origin + pathname : origin;
      })
    : undefined;

/** The params of a `page_view`. */
export function pageViewParams({ url, referrer }: PageReport): EventParams {
  const { origin } = new URL(url);
  return {
    page_location: withoutSecrets(url, origin),
    page_referrer: withoutSecrets(referrer, origin),
  };
}

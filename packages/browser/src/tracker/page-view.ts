import type { EventParams, PageReport } from "../api.ts";
import { attempt } from "../attempt.ts";

/**
 * An address without its query and fragment, which may hold a search, a name, a token; of another
 * site only its origin.
 */
const withoutSecrets = (url: string, ownOrigin: string): string | undefined =>
  // No referrer is no address, and neither is `about:client`.
  attempt(() => {
    const { origin, pathname } = new URL(url);
    return origin === ownOrigin ? origin + pathname : origin;
  });

/** The params of a `page_view`. */
export function pageViewParams({ url, referrer }: PageReport): EventParams {
  const { origin } = new URL(url);
  return {
    page_location: withoutSecrets(url, origin),
    page_referrer: withoutSecrets(referrer, origin),
  };
}

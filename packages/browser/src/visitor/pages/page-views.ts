import type { PageReport } from "../../api.ts";
import { pageOf } from "./page-of.ts";
import type { PageLife, Platform } from "../../platform/platform.ts";

export interface PageViews extends Pick<PageLife, "comeBack" | "navigated"> {
  /** Of the page that is on the screen; another one from the moment the address changes. */
  readonly pageId: () => string;
}

/**
 * Tells each view of a page once: when the page is first visible (a tab in the background or a
 * prerendered page may never be), when its address becomes another page's, and when it comes back
 * from the back/forward cache.
 */
export function watchPages(
  platform: Pick<Platform, "currentPage" | "isVisible">,
  newId: () => string,
  viewed: (page: PageReport) => void,
): PageViews {
  let { url, referrer } = platform.currentPage();
  let pageId = newId();
  let isWaiting = false;

  const view = () => {
    isWaiting = !platform.isVisible();
    if (!isWaiting) viewed({ pageId, url, referrer });
  };

  view();

  return {
    pageId: () => pageId,
    navigated() {
      const next = platform.currentPage().url;
      if (pageOf(next) === pageOf(url)) return;
      referrer = url;
      url = next;
      pageId = newId();
      view();
    },
    comeBack(restored) {
      if (restored) pageId = newId();
      if (restored || isWaiting) view();
    },
  };
}

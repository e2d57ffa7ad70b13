import { beforeEach, describe, expect, it } from "vitest";
import type { PageReport } from "../../api.ts";
import { createFakeBrowser, type FakeView, openPage } from "../../platform/platform.fake.ts";
import { watchPages } from "./page-views.ts";

const HOME = "https://www.shop.example/";

describe("watchPages", () => {
  let views: PageReport[] = [];

  const open = (view: FakeView = {}) => {
    const page = openPage(createFakeBrowser(), { referrer: "https://search.example/", ...view });
    let ids = 0;
    page.navigate(HOME);
    const pages = watchPages(
      page,
      () => `page-${(ids += 1)}`,
      (viewed) => views.push(viewed),
    );
    const { comeBack, navigated } = pages;
    page.watch(() => {}, comeBack, navigated, new AbortController());
    return { ...page, pages };
  };
  const urls = () => views.map(({ url }) => url);

  beforeEach(() => {
    views = [];
  });

  it("tells the page that is opened", () => {
    open();
    expect(views).toEqual([{ pageId: "page-1", url: HOME, referrer: "https://search.example/" }]);
  });

  it("tells each real change of the address once, with the one before as its referrer", () => {
    const { navigate, pages } = open();
    for (const path of ["", "basket", "basket", "basket?step=2", "", "#reviews", ""]) {
      navigate(HOME + path);
    }
    expect(views.slice(1)).toEqual([
      { pageId: "page-2", url: `${HOME}basket`, referrer: HOME },
      { pageId: "page-3", url: `${HOME}basket?step=2`, referrer: `${HOME}basket` },
      { pageId: "page-4", url: HOME, referrer: `${HOME}basket?step=2` },
    ]);
    expect(pages.pageId()).toBe("page-4");
  });

  it("follows a router that works in the fragment", () => {
    const { navigate } = open();
    for (const route of ["#/", "#/basket", "#/basket", "#!/basket"]) navigate(HOME + route);
    expect(urls().slice(1)).toEqual([`${HOME}#/`, `${HOME}#/basket`, `${HOME}#!/basket`]);
  });

  it.each([{ hidden: true }, { prerendered: true }])("waits until it is visible: %j", (view) => {
    const { navigate, show } = open(view);
    navigate(`${HOME}basket`);
    expect(views).toEqual([]);
    show();
    expect(urls()).toEqual([`${HOME}basket`]);
    show();
    expect(views).toHaveLength(1);
  });

  it("tells it again when it comes back from the cache, as another view", () => {
    const { comeBack } = open();
    comeBack(true);
    comeBack(false);
    expect(views.map(({ pageId, url }) => [pageId, url])).toEqual([
      ["page-1", HOME],
      ["page-2", HOME],
    ]);
  });
});

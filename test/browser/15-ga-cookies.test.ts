import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { questionsIn } from "./edge/wire.ts";
import { bannerOf } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { openAccepted } from "./visit/shopping.ts";
import { visitorIdIn } from "./visit/storage.ts";

const CLIENT = "1234567890.1700000000";
const SESSION = "1712345678";

const CASES = [
  {
    form: "GS1",
    cookies: { _ga: `GA1.1.${CLIENT}`, _ga_DEMO1: `GS1.1.${SESSION}.3.1.1712345700.60.0.0` },
    aliases: { ga_client_id: CLIENT, ga_session_id: SESSION },
  },
  {
    form: "GS2",
    cookies: { _ga: `GA1.2.${CLIENT}`, _ga_DEMO1: `GS2.1.s${SESSION}$o3$g1$t1712345700$j60$l0$h0` },
    aliases: { ga_client_id: CLIENT, ga_session_id: SESSION },
  },
  { form: "no", cookies: {}, aliases: undefined },
];

describe("a visitor whom Google Analytics knows", () => {
  for (const { form, cookies, aliases } of CASES) {
    it(`keeps an id of ours; other names are aliases (${form} cookie)`, async ({
      context,
      page,
      shop,
    }) => {
      const ledger = await openLedger(shop, "shop");
      await context.addCookies(
        Object.entries(cookies).map(([name, value]) => ({ name, value, url: shop.url })),
      );
      await openAccepted(page, shop.url);
      await bannerOf(page);
      await page.reload();
      expect(await bannerOf(page)).toMatchObject({ source: "edge" });

      const asked = questionsIn(shop.calls).at(-1);
      expect(asked?.aliases).toEqual(aliases);
      expect(asked?.consumer_id).toBe(await visitorIdIn(context));
      expect(asked?.consumer_id).toMatch(/^[\da-f]{8}-/);
      // An alias is a name, never a property that is learned from.
      expect(JSON.stringify(asked?.state)).not.toContain(CLIENT);
      await ledger.reaches({ decisions: 2, selections: 2, rewards: 0 });
    });
  }
});

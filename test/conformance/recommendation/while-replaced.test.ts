import { type RecommendationKind, recommendationKind } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { serverUrl } from "../../harness/server-url.ts";
import { SECRET_KEY } from "../nba/client/http.ts";
import { openShop, product, type Shop } from "./client/shops.ts";

type Season = "spring" | "autumn";

const PRODUCTS = 3_000;
const CHUNKS = 10;
const PRICES: Readonly<Record<Season, number>> = { spring: 3, autumn: 9 };

/** Every fourth product is there in one season only; of the others everything but the id is another. */
const rangeOf = (season: Season, count = PRODUCTS) =>
  Array.from({ length: count }, (_, n) =>
    product(n % 4 === 0 ? `${season}-${n}` : `p${n}`, {
      title: `Lamp ${n} for ${season}`,
      description: `It goes with ${season}. `.repeat(20),
      link: `https://shop.example/${season}/${n}`,
      image_link: `https://shop.example/${season}/${n}.jpg`,
      price: `${PRICES[season]}.00 EUR`,
    }),
  );

/** Of a visitor who knows products of both seasons. */
const STATE = {
  products_viewed: ["spring-4", "autumn-4", "p1", "p2"],
  products_basket: ["p5"],
  search_strings: ["lamp"],
};

/** The season that a list is of, by everything it says of its products. */
const seasonOf = async (shop: Shop, kind: RecommendationKind): Promise<Season> => {
  const items = await shop.items({ kind, consumer_id: `visitor-${kind}`, state: STATE });
  expect(items).toHaveLength(10);
  const [season = "spring"] = (["spring", "autumn"] as const).filter((name) =>
    items[0]?.title?.endsWith(name),
  );
  for (const item of items) {
    expect(item.id).toMatch(new RegExp(`^(p|${season}-)\\d+$`));
    expect(item).toMatchObject({
      title: expect.stringContaining(season),
      link: expect.stringContaining(season),
      image_link: expect.stringContaining(season),
      price: { amount: PRICES[season] },
    });
  }
  return season;
};

/** A shop that has sold what there is in spring, some of it together. */
const openSpring = async (caseId: string): Promise<Shop> => {
  const shop = await openShop(caseId);
  await shop.feed(rangeOf("spring"));
  await shop.visits("early", 3, ["spring-4", "p1", "spring-8", "p2"]);
  for (const consumer_id of ["one", "two", "three"]) {
    await shop.recommend({ consumer_id, state: { products_bought: ["p5", "spring-8", "p6"] } });
  }
  return shop;
};

/** Sends a feed in small steps, after each of which lists are asked for, and on until it is answered. */
const sendSlowly = async (shop: Shop, products: readonly object[]) => {
  const seasons: Season[] = [];
  const askAll = async () => {
    for (const kind of recommendationKind.options) seasons.push(await seasonOf(shop, kind));
  };
  const bytes = Buffer.from(products.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const step = Math.ceil(bytes.length / CHUNKS);
  let sent = 0;
  let isAnswered = false;
  // Not a literal: the types of `fetch` do not know `duplex`, which Node wants.
  const request = {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET_KEY}` },
    body: new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(bytes.subarray(sent, (sent += step)));
        await askAll();
        if (sent >= bytes.length) controller.close();
      },
    }),
    duplex: "half",
  };
  const path = `/v3/feed/${shop.caseId}`;
  const sending = fetch(new URL(path, serverUrl()), request).finally(() => (isAnswered = true));
  const isOver = () => isAnswered;
  try {
    while (!isOver()) await askAll();
  } finally {
    // Whatever was found meanwhile, it is over with this test.
    await sending.catch(() => undefined);
  }
  const { status } = await sending;
  return { status, seasons };
};

describe("lists while another feed is on its way", () => {
  it("are of the feed before it, whole, and from the moment it is taken of that", async () => {
    const shop = await openSpring("reco-while-replaced");
    const { status, seasons } = await sendSlowly(shop, rangeOf("autumn"));
    expect(status).toBe(200);
    for (const kind of recommendationKind.options) seasons.push(await seasonOf(shop, kind));
    const firstOfAutumn = seasons.indexOf("autumn");
    expect(firstOfAutumn).toBeGreaterThan(CHUNKS);
    expect(new Set(seasons.slice(firstOfAutumn))).toEqual(new Set(["autumn"]));
  });

  it("stay of the feed before it when it is refused", async () => {
    const shop = await openSpring("reco-while-refused");
    const { status, seasons } = await sendSlowly(shop, rangeOf("autumn", PRODUCTS / 3));
    expect(status).toBe(409);
    for (const kind of recommendationKind.options) seasons.push(await seasonOf(shop, kind));
    expect(seasons.length).toBeGreaterThan(CHUNKS);
    expect(new Set(seasons)).toEqual(new Set(["spring"]));
  });
});

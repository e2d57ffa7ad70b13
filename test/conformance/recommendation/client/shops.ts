import {
  type RecommendationResponse,
  recommendationResponse,
  type RecommendedItem,
} from "@nextmove/contract";
import { expect } from "vitest";

import { sharedApi } from "../../nba/client/api.ts";
import type { Answer, Request } from "../../nba/client/http.ts";

export const api = sharedApi();

type Body = Readonly<Record<string, unknown>>;

/** Share of draws that are even: as small as it may be, for tests that say what comes first. */
const SELDOM = 0.0001;

/** A case that recommends, as a shop's pages see it. */
export type Shop = {
  caseId: string;
  send: (body: unknown, request?: Request, query?: string) => Promise<Answer>;
  /** Insists on an answer of the documented shape. */
  recommend: (body: Body, request?: Request) => Promise<RecommendationResponse>;
  items: (body: Body) => Promise<RecommendedItem[]>;
  feed: (products: readonly Body[], path?: string) => Promise<void>;
  /** Visitors who look at these products, one after the other, each request telling all so far. */
  visits: (name: string, count: number, products: readonly string[]) => Promise<void>;
};

/** @param control of the case: whom it holds out, what is drawn evenly */
export const openShop = async (
  caseId: string,
  settings: Body = {},
  control: Body = {},
): Promise<Shop> => {
  await api.putCase(caseId, {
    recommendation: settings,
    exploration_floor: SELDOM,
    ...control,
  });
  let requests = 0;
  const path = `/v3/recommendation/${caseId}`;
  const send: Shop["send"] = (body, request = {}, query = "") =>
    api.call("POST", path + query, { ...request, body });
  const recommend: Shop["recommend"] = async (body, request) => {
    requests += 1;
    // The draw follows from the id: with the same ones a test sees the same lists in every run.
    const named = request ? body : { query_id: `${caseId}-${requests}`, ...body };
    const answer = await send(named, request);
    expect(answer.status, answer.text).toBe(200);
    return recommendationResponse.strict().parse(answer.json);
  };
  return {
    caseId,
    send,
    recommend,
    async items(body) {
      return (await recommend({ ...body, expand: true })).items ?? [];
    },
    async feed(products, suffix = "") {
      const body = products.map((product) => JSON.stringify(product)).join("\n");
      const answer = await api.call("POST", `/v3/feed/${caseId}${suffix}`, { body });
      expect(answer.status, answer.text).toBe(200);
    },
    async visits(name, count, products) {
      for (let n = 0; n < count; n++) {
        for (const [place] of products.entries()) {
          const state = { products_viewed: products.slice(0, place + 1) };
          await recommend({ consumer_id: `${name}-${n}`, state });
        }
      }
    },
  };
};

/** A product of a feed. */
export const product = (id: string, more: Body = {}): Body => ({
  id,
  title: `Product ${id}`,
  link: `https://shop.example/${id}`,
  image_link: `https://shop.example/${id}.jpg`,
  price: "10.00 EUR",
  ...more,
});

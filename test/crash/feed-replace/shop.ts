import {
  type FeedItem,
  feedItems,
  type FeedStatus,
  feedStatus,
  recommendationKind,
  recommendationResponse,
} from "@nextmove/contract";
import { expect } from "vitest";

import { exportOf } from "./exports.ts";

const SECRET = { authorization: "Bearer sk_test_demo" };

/** Of a feed: at once, or chunk after chunk. */
type Body = string | AsyncIterator<Uint8Array>;

const streamOf = (chunks: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });

/** Sends a feed; the status of the answer. Rejects when the connection breaks. */
export const sendFeed = async (url: string, path: string, body: Body): Promise<number> => {
  // Not a literal: the types of `fetch` do not know `duplex`, which Node wants.
  const sent = {
    method: "POST",
    headers: SECRET,
    body: typeof body === "string" ? body : streamOf(body),
    duplex: "half",
  };
  const answer = await fetch(new URL(path, url), sent);
  await answer.text();
  return answer.status;
};

const succeed = async (url: string, path: string, body?: object): Promise<unknown> => {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(new URL(path, url), { headers: SECRET, ...sent });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
};

export const statusOf = async (url: string, caseId: string): Promise<FeedStatus> =>
  feedStatus.parse(await succeed(url, `/v3/feed/${caseId}`));

/** All products, page by page. */
const itemsOf = async (url: string, caseId: string): Promise<FeedItem[]> => {
  const all: FeedItem[] = [];
  for (let query: string | null = ""; query !== null;) {
    const page = await succeed(url, `/v3/feed/${caseId}/items${query}`);
    const { items, cursor } = feedItems.parse(page);
    all.push(...items);
    query = cursor === null ? null : `?cursor=${cursor}`;
  }
  return all;
};

/** Of a visitor who knows products of all exports. */
const STATE = {
  products_viewed: ["export-1-4", "product-1", "product-2"],
  products_basket: ["product-5"],
  search_strings: ["lamp"],
};

/** Asks for lists of all kinds at once; which exports their products are of. */
const listedExports = async (url: string, caseId: string): Promise<Set<number>> => {
  const lists = await Promise.all(
    recommendationKind.options.map(async (kind) => {
      const asked = { kind, consumer_id: `visitor-${kind}`, state: STATE, expand: true };
      const answer = await succeed(url, `/v3/recommendation/${caseId}`, asked);
      const { items = [] } = recommendationResponse.parse(answer);
      expect(items).toHaveLength(10);
      return items.map(exportOf);
    }),
  );
  return new Set(lists.flat());
};

/** What is there, as GET tells it: of one export in lists and pages, and as many as are counted. */
export const catalogueOf = async (
  url: string,
  caseId: string,
): Promise<{ exported: number; items: FeedItem[] }> => {
  // First of all: a page that asks for a list does not wait until a feed was looked through.
  const listed = await listedExports(url, caseId);
  const status = await statusOf(url, caseId);
  const items = await itemsOf(url, caseId);
  expect(status.items).toBe(items.length);
  const exports = new Set(items.map(exportOf));
  const [exported = NaN, ...others] = exports;
  expect(others).toEqual([]);
  expect(listed).toEqual(exports);
  return { exported, items };
};

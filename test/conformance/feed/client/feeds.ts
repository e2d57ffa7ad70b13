import {
  type FeedItem,
  feedItems,
  feedProblems,
  type FeedRefusal,
  feedRefusal,
  type FeedResponse,
  feedResponse,
  type FeedStatus,
  feedStatus,
} from "@nextmove/contract";
import { expect } from "vitest";

import { sharedApi } from "../../nba/client/api.ts";
import type { Answer, Request } from "../../nba/client/http.ts";

export const api = sharedApi();

/** The feed of a case, as a shop's export sees it. */
export type Feeds = {
  caseId: string;
  send: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Sends a feed that is taken; `query` begins with `?`, or with `/update`. */
  push: (body: unknown, query?: string, contentType?: string) => Promise<FeedResponse>;
  /** Sends a feed that is read and not taken. */
  refused: (body: unknown, query: string, status: number, code: string) => Promise<FeedRefusal>;
  status: () => Promise<FeedStatus>;
  items: () => Promise<FeedItem[]>;
  problems: () => Promise<[number, string][]>;
};

/** A case of its own. */
export const openFeeds = async (caseId: string): Promise<Feeds> => {
  await api.putCase(caseId);
  const send: Feeds["send"] = (path, body, headers = {}) =>
    api.call("POST", `/v3/feed/${caseId}${path}`, { body, headers } satisfies Request);
  const get = async (path: string): Promise<unknown> => {
    const answer = await api.call("GET", `/v3/feed/${caseId}${path}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.json;
  };
  return {
    caseId,
    send,
    async push(body, query = "", contentType = "") {
      const answer = await send(query, body, contentType ? { "content-type": contentType } : {});
      expect(answer.status, answer.text).toBe(200);
      const report = feedResponse.strict().parse(answer.json);
      expect(report.accepted + report.rejected).toBe(report.received);
      return report;
    },
    async refused(body, query, status, code) {
      const answer = await send(query, body);
      expect(answer, answer.text).toMatchObject({ status, json: { status: 0, error: { code } } });
      const report = feedRefusal.strict().parse(answer.json);
      expect(report.accepted + report.rejected).toBe(report.received);
      return report;
    },
    async status() {
      return feedStatus.strict().parse(await get(""));
    },
    async items() {
      const all: FeedItem[] = [];
      for (let path: string | null = "/items"; path !== null;) {
        const { items, cursor } = feedItems.strict().parse(await get(path));
        all.push(...items);
        path = cursor === null ? null : `/items?cursor=${cursor}`;
      }
      return all;
    },
    async problems() {
      const { problems } = feedProblems.strict().parse(await get("/report"));
      return problems.map(({ line, code }) => [line, code]);
    },
  };
};

/** So many products as lines of JSON. */
export const products = (count: number, more: object = {}): string =>
  Array.from({ length: count }, (_, n) =>
    JSON.stringify({ id: `p${n}`, title: `Product ${n}`, price: "10.00 EUR", ...more }),
  ).join("\n");

export const idsOf = (items: readonly FeedItem[]): string[] => items.map(({ id }) => id);

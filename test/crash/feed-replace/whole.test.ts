import { createRandom } from "@nextmove/engine";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { Mortal } from "./deaths.ts";
import { differences, exported, linesOf } from "./exports.ts";
import { catalogueOf, sendFeed, statusOf } from "./shop.ts";

/** Deaths of each kind, one in each part of what may be. */
const DEATHS = 4;
/** A bit more than a request takes: the last deaths come after the answer. */
const LONGER = 1.15;
/** Longer than it takes to delete what was replaced. */
const AFTERWARDS_MS = 150;
/** Of a stream, of which the server has read about as much as was sent. */
const CHUNK_BYTES = 128 * 1024;

const CASE = "crash-feed";
const FEED = `/v3/feed/${CASE}`;

let server: Mortal;
beforeAll(async () => {
  server = await Mortal.born(inject("workerdConfigPath"), CASE);
});
afterAll(() => server.end());

/** Sends a feed that is taken; how long that takes. */
const push = async (body: string): Promise<number> => {
  const sentAt = performance.now();
  expect(await sendFeed(server.url, FEED, body)).toBe(200);
  return performance.now() - sentAt;
};

/** Shares from 0 to 1, one in each part of that. */
const spread = (random: () => number): number[] =>
  Array.from({ length: DEATHS }, (_, part) => (part + random()) / DEATHS);

describe("kill -9 while a feed takes the place of another", () => {
  it("leaves one of the two, whole", async () => {
    const random = createRandom("crash while a feed is replaced");
    let stands = 1;
    await push(linesOf(exported(stands)));
    let takesMs = await push(linesOf(exported(stands)));

    /** Each sends a feed and dies of it. */
    const deaths = spread(random).flatMap((share) => [
      async (lines: string) => {
        const bytes = Buffer.from(lines);
        const { url } = server;
        async function* chunks() {
          for (let at = 0; at < bytes.length * share; at += CHUNK_BYTES) {
            yield bytes.subarray(at, at + CHUNK_BYTES);
            await statusOf(url, CASE);
          }
          await server.die();
        }
        return server.answer(sendFeed(url, FEED, chunks()));
      },
      async (lines: string) => {
        const answer = server.answer(sendFeed(server.url, FEED, lines));
        await server.dieAfter(share * takesMs * LONGER);
        return answer;
      },
      async (lines: string) => {
        const answer = await server.answer(sendFeed(server.url, FEED, lines));
        await server.dieAfter(share * AFTERWARDS_MS);
        return answer;
      },
    ]);
    for (const sendAndDie of deaths) {
      const next = stands + 1;
      const lines = linesOf(exported(next));
      const answer = await sendAndDie(lines);
      await server.rise();
      const found = await catalogueOf(server.url, CASE);
      expect(answer === undefined ? [stands, next] : [next]).toContain(found.exported);
      expect(differences(found.items, exported(found.exported))).toEqual([]);
      takesMs = await push(lines);
      stands = next;
    }
  });
});

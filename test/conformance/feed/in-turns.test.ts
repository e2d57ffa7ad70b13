import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

import { api, openFeeds } from "./client/feeds.ts";

it("answers decisions while a feed is read, however small it was packed", async () => {
  const feeds = await openFeeds("feed-in-turns");
  // Some kB that unpack to 400,000 products: no waiting for more of the body lets others in.
  const bomb = gzipSync(`id,title\n${"1,a\n".repeat(400_000)}`);
  const taken = feeds.push(bomb).then(() => "taken" as const);
  const decide = async () => {
    const body = { actions: ["a", "b"] };
    const answer = await api.call("POST", `/v3/action/${feeds.caseId}`, { body });
    expect(answer.status, answer.text).toBe(200);
    return "answered" as const;
  };
  let answeredMeanwhile = 0;
  while ((await Promise.race([taken, decide()])) === "answered") answeredMeanwhile += 1;
  expect(answeredMeanwhile).toBeGreaterThan(5);
});

import { feedPartResponse, feedResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { refused } from "../nba/client/problem.ts";
import { type Feeds, idsOf, openFeeds, products } from "./client/feeds.ts";

const UPLOAD = "?upload_id=u1";

const sendPart = async (feeds: Feeds, part: number, body: string) => {
  const answer = await feeds.send(`${UPLOAD}&part=${part}`, body);
  expect(answer.status, answer.text).toBe(200);
  return feedPartResponse.strict().parse(answer.json);
};
const completed = async (feeds: Feeds, query: string, body = "") => {
  const answer = await feeds.send(`${UPLOAD}&complete=true${query}`, body);
  expect(answer.status, answer.text).toBe(200);
  return feedResponse.strict().parse(answer.json);
};

describe("a feed in parts", () => {
  it("is taken when it is complete, all at once", async () => {
    const feeds = await openFeeds("parts-table");
    await feeds.push(products(3));
    const before = await feeds.items();
    expect(await sendPart(feeds, 1, "id;title;price\na;A;1 EUR\nb;B;2 EUR\n")).toMatchObject({
      part: 1,
      parts: 1,
      format: "csv",
      received: 2,
    });
    // In any order, with the header once more or without it.
    await sendPart(feeds, 3, "id;title;price\ne;E;5 EUR\n");
    await sendPart(feeds, 2, "c;C;3 EUR\nd;D;x\n");
    expect(await feeds.items()).toEqual(before);
    const report = await completed(feeds, "&part=4&force=true", "f;F;6 EUR\na;A again;1 EUR\n");
    expect(report).toMatchObject({
      received: 7,
      accepted: 6,
      rejected: 1,
      inserted: 5,
      deleted: 3,
      codes: { bad_price: 1, duplicate_id: 1 },
      errors: [
        { part: 2, line: 2, id: "d", code: "bad_price" },
        { part: 4, line: 2, id: "a", code: "duplicate_id" },
      ],
    });
    expect(idsOf(await feeds.items()).toSorted()).toEqual(["a", "b", "c", "e", "f"]);
  });

  it.each([
    ["JSON lines", '{"id":"a","title":"A"}\n', '{"id":"b","title":"B"}'],
    ["JSON lists", '[{"id":"a","title":"A"}]', '[{"id":"b","title":"B"}]'],
    [
      "XML",
      "<rss><channel><item><id>a</id><title>A</title></item></channel></rss>",
      "<rss><channel><item><id>b</id><title>B</title></item></channel></rss>",
    ],
  ])("may be of %s", async (name, first, second) => {
    const feeds = await openFeeds(`parts-${name.replaceAll(" ", "-")}`);
    await sendPart(feeds, 1, first);
    await completed(feeds, "&part=2", second);
    expect(idsOf(await feeds.items())).toEqual(["a", "b"]);
  });

  it("counts a part that is sent again once, also the last one", async () => {
    const feeds = await openFeeds("parts-again");
    const first = await sendPart(feeds, 1, "id,title\na,A\n");
    expect(await sendPart(feeds, 1, "id,title\na,A\n")).toEqual(first);
    const report = await completed(feeds, "&part=2", "b,B\n");
    expect(report).toMatchObject({ received: 2, warnings: 0 });
    expect(await completed(feeds, "&part=2", "b,B\n")).toEqual(report);
    expect(await completed(feeds, "")).toEqual(report);
  });

  it("refuses another part of the same number, before the feed is taken and after", async () => {
    const feeds = await openFeeds("parts-other");
    const conflict = { status: 409, json: { error: { code: "idempotency_conflict" } } };
    await sendPart(feeds, 1, "id,title\na,A\n");
    expect(await feeds.send(`${UPLOAD}&part=1`, "id,title\nx,X\n")).toMatchObject(conflict);
    const last = `${UPLOAD}&part=2&complete=true`;
    const report = await completed(feeds, "&part=2", "b,B\n");
    expect(await feeds.send(`${UPLOAD}&part=1`, "id,title\nx,X\n")).toMatchObject(conflict);
    expect(await feeds.send(last, "x,X\n")).toMatchObject(conflict);
    expect(await feeds.send(`${UPLOAD}&part=3`, "c,C\n")).toMatchObject(conflict);
    expect(await completed(feeds, "&part=2", "b,B\n")).toEqual(report);
    expect(idsOf(await feeds.items())).toEqual(["a", "b"]);
  });

  it("says which part is missing, and goes on with it", async () => {
    const feeds = await openFeeds("parts-missing");
    const early = await feeds.send(`${UPLOAD}&part=2`, "b,B\n");
    expect(early).toMatchObject({ status: 409, json: { error: { code: "part_missing" } } });
    await sendPart(feeds, 1, "id,title\na,A\n");
    await sendPart(feeds, 4, "d,D\n");
    const missing = await feeds.send(`${UPLOAD}&complete=true`, "");
    expect(missing).toMatchObject({ status: 409, json: { error: { code: "part_missing" } } });
    expect(missing.text).toContain("part 2, 3;");
    await sendPart(feeds, 2, "b,B\n");
    await sendPart(feeds, 3, "c,C\n");
    expect(await completed(feeds, "")).toMatchObject({ received: 4 });
  });

  it("takes a part again that broke off, without taking its products for duplicates", async () => {
    const feeds = await openFeeds("parts-broken");
    await sendPart(feeds, 1, '[{"id":"a","title":"A"}]');
    const broken = await feeds.send(`${UPLOAD}&part=2`, '[{"id":"b","title":"B"},{"id":');
    expect(broken).toMatchObject({ status: 400, json: { error: { code: "feed_broken" } } });
    const report = await completed(
      feeds,
      "&part=2",
      '[{"id":"b","title":"B"},{"id":"c","title":"C"}]',
    );
    expect(report).toMatchObject({ received: 3, warnings: 0, inserted: 3 });
  });

  it("can be forced when it was refused, without its parts again", async () => {
    const feeds = await openFeeds("parts-forced");
    await feeds.push(products(10));
    await sendPart(feeds, 1, products(1));
    await feeds.refused("", `${UPLOAD}&complete=true`, 409, "suspicious_shrink");
    expect(await feeds.items()).toHaveLength(10);
    await completed(feeds, "&force=true");
    expect(await feeds.items()).toHaveLength(1);
  });

  it.each([
    ["validate_only", "", "complete=true&validate_only=true"],
    ["test_api", "", "complete=true&test_api=1"],
    ["validate_only with the last part", "", "part=2&complete=true&validate_only=true"],
    ["test_api with the last part", "", "part=2&complete=true&test_api=1"],
    ["validate_only of a later part", "", "part=2&validate_only=true"],
    ["validate_only of its first part again", "", "part=1&validate_only=true"],
    ["validate_only of its parts", "&validate_only=true", "complete=true"],
    ["validate_only before its last part", "&validate_only=true", "part=2&complete=true"],
  ])("is not taken when its requests disagree: %s", async (name, ofFirst, query) => {
    const feeds = await openFeeds(`parts-disagree-${name.replaceAll(" ", "-")}`);
    await feeds.push(products(3));
    const before = await feeds.status();
    const first = await feeds.send(`${UPLOAD}&part=1${ofFirst}`, products(2));
    expect(first.status, first.text).toBe(200);
    const body = query.startsWith("part=1") ? products(2) : products(4);
    const answer = await feeds.send(`${UPLOAD}&${query}`, body);
    expect(refused(answer, 400, "invalid_body").path).toBe("validate_only");
    expect(await feeds.status()).toEqual(before);
    expect(await feeds.items()).toHaveLength(3);
    // What had come is still there: said as its parts said it, the feed goes on.
    expect(await completed(feeds, ofFirst)).toMatchObject({ received: 2, deleted: 1 });
    expect(await feeds.items()).toHaveLength(ofFirst === "" ? 2 : 3);
  });

  it("leaves room for others when it was refused, however often", async () => {
    const feeds = await openFeeds("parts-refused-often");
    await feeds.push(products(10));
    for (let n = 0; n < 6; n++) {
      const query = `?upload_id=again-${n}&part=1&complete=true`;
      await feeds.refused(products(1), query, 409, "suspicious_shrink");
    }
    expect(await feeds.push(products(11))).toMatchObject({ inserted: 1 });
  });

  it.each([
    ["part=2", "upload_id"],
    ["complete=true", "upload_id"],
    ["upload_id=u1", "part"],
    ["upload_id=a.b&part=1", "upload_id"],
    ["upload_id=u1&part=0", "part"],
    ["upload_id=u1&part=x", "part"],
  ])("refuses ?%s", async (query, path) => {
    const feeds = await openFeeds("parts-refused");
    expect(await feeds.send(`?${query}`, products(1))).toMatchObject({
      status: 400,
      json: { error: { code: "invalid_body", path } },
    });
  });
});

import { feedItems, feedRefusal, feedResponse } from "@nextmove/contract";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { hostileText, hostileValue } from "./hostile.ts";
import { CASE } from "./routes.ts";
import { authorization, serverUnderFire } from "./server-under-fire.ts";

const server = await serverUnderFire();
const headers = authorization("sk_test_demo");

const name = fc.oneof(
  fc.constantFrom(
    "id",
    "title",
    "link",
    "price",
    "availability",
    "product_type",
    "tags",
    "deleted",
  ),
  hostileText,
);
const product = fc
  .array(fc.tuple(name, hostileValue), { maxLength: 6 })
  .map((pairs) => Object.fromEntries([["id", "fuzz"], ...pairs]));
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const document = fc.oneof(
  fc.array(product, { maxLength: 4 }).map((products) => JSON.stringify(products)),
  fc
    .array(product, { maxLength: 4 })
    .map((products) => products.map((each) => JSON.stringify(each)).join("\n")),
  fc
    .array(fc.array(hostileText, { minLength: 2, maxLength: 4 }), { maxLength: 4 })
    .map((rows) => [["id", "title"], ...rows].map((row) => row.map(cell).join(",")).join("\n")),
  fc
    .array(fc.tuple(name, hostileText), { maxLength: 5 })
    .map((pairs) => pairs.map(([tag, text]) => `<${tag}>${text}</${tag}>`).join(""))
    .map((elements) => `<rss><item><id>fuzz</id>${elements}</item></rss>`),
);

describe("feeds of any content", () => {
  it("are taken or refused with a count of everything, and leave a catalogue that can be read", async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.boolean(), async (body, isUpdate) => {
        const path = `/v3/feed/${CASE}${isUpdate ? "/update" : "?force=true"}`;
        const answer = await server.send({ method: "POST", path, headers, body });
        expect(answer.status, answer.text).toBeLessThan(500);
        const schema = answer.status === 200 ? feedResponse : feedRefusal;
        const report = schema.parse(JSON.parse(answer.text));
        expect(report.accepted + report.rejected).toBe(report.received);
        const items = await server.send({ method: "GET", path: `/v3/feed/${CASE}/items`, headers });
        feedItems.strict().parse(JSON.parse(items.text));
      }),
      { seed: 21, numRuns: 100 },
    );
  });
});

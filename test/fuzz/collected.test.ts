import { collectResponse, consumerResponse } from "@nextmove/contract";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { hostileObject, hostileText, hostileValue } from "./hostile.ts";
import { CASE } from "./routes.ts";
import { authorization, insistOnManners, serverUnderFire } from "./server-under-fire.ts";

const server = await serverUnderFire();

const product = fc.record({ item_id: hostileText, quantity: hostileValue });
const params = fc.oneof(
  hostileObject,
  fc.record({ items: fc.array(product, { maxLength: 5 }), search_term: hostileText }),
  hostileValue,
);
const event = fc.oneof(
  fc.record(
    {
      seq: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 60 }) }, hostileValue),
      event_id: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, hostileText),
      at: fc.oneof({ weight: 5, arbitrary: fc.nat() }, hostileValue),
      type: fc.constantFrom("track", "track", "track", "select", "reward", "__proto__"),
      name: fc.oneof(
        fc.constantFrom("view_item", "add_to_cart", "remove_from_cart", "purchase", "search"),
        hostileText,
      ),
      page_id: hostileText,
      params,
      query_id: hostileText,
      action: fc.constantFrom("a", "b"),
      value: hostileValue,
    },
    { requiredKeys: ["seq", "event_id", "at", "type", "name"] },
  ),
  hostileValue,
);

describe("events of any content", () => {
  it("are taken or refused one by one, and leave a consumer that can be read and decided for", async () => {
    let run = 0;
    const envelopes = fc.array(fc.array(event, { maxLength: 8 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(envelopes, async (sent) => {
        run += 1;
        const consumer = `fuzz-consumer-${run}`;
        let taken = 0;
        for (const events of sent) {
          const answer = await server.send({
            method: "POST",
            path: `/v3/collect/${CASE}`,
            headers: authorization("sk_test_demo"),
            body: JSON.stringify({ consumer_id: consumer, tab: "tab-of-fuzz", events }),
          });
          insistOnManners(answer);
          expect(answer.status, answer.text).toBe(200);
          const { received, failed } = collectResponse.parse(JSON.parse(answer.text));
          expect(received + failed.length).toBe(events.length);
          taken += received;
        }
        const found = await server.send({
          method: "GET",
          path: `/v3/consumers/${consumer}`,
          headers: authorization("sk_test_demo"),
        });
        insistOnManners(found);
        if (taken > 0) consumerResponse.parse(JSON.parse(found.text));
        const decided = await server.send({
          method: "POST",
          path: `/v3/action/${CASE}`,
          headers: authorization("sk_test_demo"),
          body: JSON.stringify({ consumer_id: consumer }),
        });
        expect(decided.status, decided.text).toBe(200);
      }),
      { seed: 21, numRuns: 60 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reward, selection } from "../journal/event.fake.ts";
import { inBatches, MAX_BATCH_BYTES, MAX_BATCH_EVENTS, requestOf } from "./batches.ts";

const ids = (batches: ReturnType<typeof inBatches>) =>
  batches.map((batch) => batch.map(({ id }) => id));

describe("inBatches", () => {
  it("groups by kind and case, selections first, each group in order", () => {
    expect(
      ids(
        inBatches([
          reward(1),
          selection(2),
          selection(3, "checkout"),
          reward(4),
          selection(5),
          reward(6, "checkout"),
        ]),
      ),
    ).toEqual([
      ["select-000002", "select-000005"],
      ["select-000003"],
      ["reward-000001", "reward-000004"],
      ["reward-000006"],
    ]);
  });

  it("starts another batch when one has enough events", () => {
    const events = Array.from({ length: MAX_BATCH_EVENTS + 1 }, (_, number) => selection(number));
    expect(inBatches(events).map((batch) => batch.length)).toEqual([MAX_BATCH_EVENTS, 1]);
  });

  it("loses nothing, and keeps every body of many events within the bytes of a beacon", () => {
    const action = fc.string({ unit: "grapheme", minLength: 0, maxLength: 4000 });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const events = actions.map((name, number) => selection(number, "shop", name));
        const batches = inBatches(events);
        expect(batches.flat()).toEqual(events);
        for (const batch of batches) {
          const { body } = requestOf(batch, "pk_test", "consumer", 0);
          if (batch.length > 1) expect(new Blob([body]).size).toBeLessThan(MAX_BATCH_BYTES);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is empty for nothing", () => {
    expect(inBatches([])).toEqual([]);
  });
});

describe("requestOf", () => {
  const [selections, rewards] = inBatches([selection(1, "a b"), reward(2, "shop")]);
  if (!selections || !rewards) throw new Error("two kinds are two batches");

  it("reports selections without naming the visitor", () => {
    const { path, body } = requestOf(selections, "pk_test", "consumer", 9);
    expect(path).toBe("/v3/action/a%20b/select/batch");
    expect(JSON.parse(body)).toEqual({
      key: "pk_test",
      sent_at: 9,
      selection: [{ query_id: "q1", action: "a", event_id: "select-000001", at: 1 }],
    });
  });

  it("reports rewards with the visitor's id", () => {
    const { path, body } = requestOf(rewards, "pk_test", "consumer", 9);
    expect(path).toBe("/v3/reward/shop/batch");
    expect(JSON.parse(body)).toEqual({
      key: "pk_test",
      sent_at: 9,
      rewards: [
        {
          query_id: "q2",
          consumer_id: "consumer",
          event_type: "click",
          value: 1,
          reward_id: "reward-000002",
          at: 2,
        },
      ],
    });
  });
});

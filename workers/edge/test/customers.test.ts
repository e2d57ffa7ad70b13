import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Delivery } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Customers } from "../src/objects/customer-shard/customers/customers.ts";
import {
  customerShardAt,
  forgetCaseIn,
  type ForgettingPlace,
} from "../src/protocol/customer-shard/stub.ts";
import type { Envelope } from "../src/protocol/customer-shard/envelope.ts";
import { customerShardName } from "../src/protocol/names.ts";
import { DAY_MS, START } from "./examples.ts";

let accounts = 0;

/** A shard that no other test uses. */
const openShard = () => {
  accounts += 1;
  const account = `customers-${accounts}`;
  // A stub is of no use any more once its object was aborted, so each use takes a new one.
  const raw = () => env.CUSTOMER_SHARD.getByName(customerShardName(account, 0));
  return {
    get shard() {
      return customerShardAt(env, account, 0);
    },
    get raw() {
      return raw();
    },
    evict: async (): Promise<void> => {
      await raw().rowsWritten();
      await evictDurableObject(raw());
    },
  };
};

const envelope = (seqs: readonly number[], change: Partial<Envelope> = {}): Envelope => ({
  consumer: "someone",
  caseId: "shop",
  tab: "tab-00001",
  aliases: {},
  session: undefined,
  events: seqs.map((seq) => ({
    type: "track",
    seq,
    at: START,
    name: "view_item",
    params: { items: [{ item_id: `sku-${seq}` }] },
  })),
  refused: [],
  dropped: [],
  ...change,
});

describe("a CustomerShard", () => {
  it("keeps all of an envelope or nothing: what failed half-way is taken when it comes again", async () => {
    const { shard, raw } = openShard();
    const run = (statement: string) =>
      runInDurableObject(raw, (_, { storage }) => void storage.sql.exec(statement));
    await run(
      "CREATE TRIGGER full BEFORE INSERT ON visitor BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    const failed = await shard.receive(envelope([1]), START).then(
      () => "",
      (error: unknown) => String(error),
    );
    expect(failed).toContain("full");
    await run("DROP TRIGGER full");
    expect(await shard.delivery("shop")).toMatchObject({ received: 0 });
    expect(await shard.receive(envelope([1]), START)).toEqual([1]);
    expect(await shard.delivery("shop")).toMatchObject({ received: 1 });
    expect((await shard.page("someone", Number.MAX_SAFE_INTEGER))?.history).toHaveLength(1);
  });

  it("forgets with a case the consumers of whom nothing else is known", async () => {
    const { shard } = openShard();
    await shard.receive(envelope([1], { consumer: "both" }), START);
    await shard.receive(envelope([1], { consumer: "both", caseId: "other" }), START);
    await shard.receive(envelope([1], { consumer: "one" }), START);
    await forgetCaseIn(shard, "shop", 0);
    expect(await shard.page("one", Number.MAX_SAFE_INTEGER)).toBeNull();
    const both = await shard.page("both", Number.MAX_SAFE_INTEGER);
    expect(both?.history.map(({ case_id }) => case_id)).toEqual(["other"]);

    // The case is made anew, and the deletion comes once more.
    await shard.receive(envelope([1], { consumer: "one", tab: "tab-00002" }), START);
    await forgetCaseIn(shard, "shop", 0);
    expect((await shard.page("one", Number.MAX_SAFE_INTEGER))?.history).toHaveLength(1);
    await forgetCaseIn(shard, "shop", 1);
    expect(await shard.page("one", Number.MAX_SAFE_INTEGER)).toBeNull();
  });

  it("forgets a case by pages, and what others reported stays", async () => {
    const { shard } = openShard();
    const consumers = Array.from({ length: 501 }, (_, n) => `visitor-${n}`);
    for (const consumer of consumers) await shard.receive(envelope([1], { consumer }), START);
    await shard.receive(envelope([1], { consumer: "visitor-500", caseId: "other" }), START);
    let pages = 0;
    const counted = {
      forgetCase: (caseId: string, deletion: number, place: ForgettingPlace) => {
        pages += 1;
        return shard.forgetCase(caseId, deletion, place);
      },
    };
    await forgetCaseIn(counted, "shop", 0);
    expect(pages).toBe(4);
    expect(await shard.page("visitor-0", Infinity)).toBeNull();
    expect((await shard.page("visitor-500", Infinity))?.history).toMatchObject([
      { case_id: "other" },
    ]);
    // Of a tab that is forgotten nothing is a repetition.
    expect(await shard.receive(envelope([1], { consumer: "visitor-500" }), START)).toEqual([1]);
  });

  it("leaves nothing of a case that it forgets, though it is reported to and evicted meanwhile", async () => {
    const test = openShard();
    await test.shard.receive(envelope([1], { caseId: "other" }), START);
    await test.shard.receive(envelope([1]), START);
    // Writes the sums down.
    await test.shard.receive(envelope([1], { consumer: "erased" }), START);
    await test.shard.erase("erased");
    const disturbed = {
      forgetCase: async (caseId: string, deletion: number, place: ForgettingPlace) => {
        const next = await test.shard.forgetCase(caseId, deletion, place);
        if (next && "entriesAfter" in next) {
          await test.shard.receive(envelope([2, 3]), START);
          await test.evict();
        }
        return next;
      },
    };
    await forgetCaseIn(disturbed, "shop", 0);
    const none = { received: 0, missing: 0, dropped: {} };
    expect(await test.shard.delivery("shop")).toEqual(none);
    await test.evict();
    expect(await test.shard.delivery("shop")).toEqual(none);
    expect(await test.shard.delivery("other")).toMatchObject({ received: 1 });
    expect(await test.shard.receive(envelope([1, 2]), START)).toEqual([1, 2]);
  });

  it("writes two rows for an envelope, however many events it holds, and none for a repeated one", async () => {
    const { shard } = openShard();
    await shard.receive(envelope([1]), START);
    const rows = await shard.rowsWritten();
    const many = Array.from({ length: 100 }, (_, index) => index + 2);
    await shard.receive(envelope(many), START);
    expect((await shard.rowsWritten()) - rows).toBe(2);
    await shard.receive(envelope(many), START);
    expect((await shard.rowsWritten()) - rows).toBe(2);
  });

  it("counts every event once, whenever it is evicted or crashes", async () => {
    const seqs = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 });
    const step = fc.record({
      consumer: fc.constantFrom("one", "two"),
      seqs,
      dropped: seqs,
      upheaval: fc.constantFrom("none", "none", "evict", "crash"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const test = openShard();
        for (const { consumer, seqs, dropped, upheaval } of steps) {
          const sent = envelope(seqs, {
            consumer,
            dropped: dropped.map((seq) => ({ seq, reason: "too_old" as const })),
          });
          const received = test.shard.receive(sent, START);
          if (upheaval === "crash") {
            await Promise.allSettled([received, abortAllDurableObjects()]);
            // Nobody knows whether it was stored, so it is sent again.
            await test.shard.receive(sent, START);
          } else await received;
          if (upheaval === "evict") await test.evict();
        }
        expect(await test.shard.delivery("shop")).toEqual(countedByHand(steps));
      }),
      { seed: 20_261_122, numRuns: 15 },
    );
  });

  it("keeps its sums over a checkpoint", async () => {
    const test = openShard();
    for (let seq = 1; seq <= 230; seq++) {
      await test.shard.receive(envelope([2 * seq], { consumer: `c${seq % 7}` }), START);
    }
    const before = await test.shard.delivery("shop");
    expect(before.received).toBe(230);
    await test.evict();
    expect(await test.shard.delivery("shop")).toEqual(before);
    await test.shard.receive(envelope([1], { consumer: "c0" }), START);
    const { received, missing } = await test.shard.delivery("shop");
    expect([received, missing]).toEqual([231, before.missing - 1]);
  });

  it("knows the state of a visit after it slept", async () => {
    const test = openShard();
    await test.shard.receive(envelope([1, 2]), START);
    await test.evict();
    expect(await test.shard.states(["someone", "nobody"])).toEqual([
      { products_viewed: ["sku-1", "sku-2"] },
      {},
    ]);
  });

  it("keeps the last of what one consumer's script makes up without end", async () => {
    const { shard, raw } = openShard();
    await runInDurableObject(raw, async (instance) => {
      for (let seq = 1; seq <= 450; seq++) await instance.receive(envelope([seq]), START);
    });
    let kept = 0;
    let before: number | null = Number.MAX_SAFE_INTEGER;
    while (before !== null) {
      const page: Awaited<ReturnType<typeof shard.page>> = await shard.page("someone", before);
      kept += page?.history.length ?? 0;
      before = page?.before ?? null;
    }
    expect(kept).toBeGreaterThanOrEqual(360);
    expect(kept).toBeLessThanOrEqual(400);
    expect(await shard.delivery("shop")).toMatchObject({ received: 450, missing: 0 });
  });

  it("forgets what is 90 days old, and whom it has not heard of since", async () => {
    const test = openShard();
    await test.shard.receive(envelope([1]), START);
    await test.shard.receive(envelope([1], { consumer: "another" }), START + DAY_MS);
    await test.shard.receive(envelope([2]), START + 2 * DAY_MS);
    await test.shard.runDue(START + 91 * DAY_MS);
    await test.evict();
    expect((await test.shard.page("someone", Infinity))?.history).toMatchObject([
      { events: [{ seq: 2 }] },
    ]);
    expect(await test.shard.page("another", Infinity)).toBeNull();
    await test.shard.runDue(START + 92 * DAY_MS);
    expect(await test.shard.page("someone", Infinity)).toBeNull();
    expect(await test.shard.delivery("shop")).toMatchObject({ received: 3, missing: 0 });
  });

  it("sets one alarm for the oldest it keeps, and rests when nothing is left", async () => {
    const { shard, raw } = openShard();
    const alarm = () => runInDurableObject(raw, (_, { storage }) => storage.getAlarm());
    const long = START - 200 * DAY_MS;
    await shard.receive(envelope([1]), long);
    await shard.receive(envelope([2]), long + 1);
    expect(await alarm()).not.toBeNull();
    await runDurableObjectAlarm(raw);
    expect(await shard.page("someone", Infinity)).toBeNull();
    expect(await alarm()).toBeNull();
  });

  it("leaves nothing of a consumer who is erased, and counts on", async () => {
    const test = openShard();
    await test.shard.receive(envelope([1, 3]), START);
    await test.shard.receive(envelope([1], { consumer: "another" }), START);
    await test.shard.erase("someone");
    await test.shard.erase("someone");
    await test.evict();
    const texts = await runInDurableObject(test.raw, (_, { storage }) =>
      ["visitor", "history", "checkpoint"].flatMap((table) =>
        storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
      ),
    );
    expect(JSON.stringify(texts)).not.toContain("someone");
    expect(JSON.stringify(texts)).toContain("another");
    expect(await test.shard.delivery("shop")).toMatchObject({ received: 3, missing: 1 });
  });

  it("lets the oldest go when it is full, and still counts it", async () => {
    const { raw } = openShard();
    await runInDurableObject(raw, (_, { storage }) => {
      const customers = new Customers(storage.sql, 100_000);
      const visitors = 1_200;
      for (let index = 0; index < visitors; index++) {
        customers.receive(envelope([1], { consumer: `consumer-${index}` }), START + index);
      }
      const woken = new Customers(storage.sql, 100_000);
      for (const each of [customers, woken]) {
        expect(each.delivery("shop")).toMatchObject({ received: visitors });
        expect(each.page("consumer-0", Infinity)).toBeNull();
        expect(each.page(`consumer-${visitors - 1}`, Infinity)?.history).toHaveLength(1);
      }
      const { bytes } = storage.sql
        .exec<{ bytes: number }>("SELECT sum(octet_length(body)) AS bytes FROM history")
        .one();
      expect(bytes).toBeLessThanOrEqual(100_000);
    });
  });

  it("leaves nothing of a case that is deleted", async () => {
    const { shard } = openShard();
    await shard.receive(envelope([1, 3]), START);
    await shard.receive(envelope([1], { caseId: "other" }), START);
    await forgetCaseIn(shard, "shop", 0);
    expect(await shard.delivery("shop")).toEqual({ received: 0, missing: 0, dropped: {} });
    expect((await shard.page("someone", Infinity))?.history).toMatchObject([{ case_id: "other" }]);
    await shard.receive(envelope([1, 2]), START);
    expect(await shard.delivery("shop")).toEqual({ received: 2, missing: 0, dropped: {} });
  });
});

function countedByHand(
  steps: readonly { consumer: string; seqs: number[]; dropped: number[] }[],
): Delivery {
  const sum = { received: 0, missing: 0, tooOld: 0 };
  for (const mine of Map.groupBy(steps, ({ consumer }) => consumer).values()) {
    const received = new Set(mine.flatMap(({ seqs }) => seqs));
    const given = mine.flatMap(({ dropped }) => dropped);
    const lost = new Set(given.filter((seq) => !received.has(seq)));
    sum.received += received.size;
    sum.tooOld += lost.size;
    for (let seq = 1; seq < Math.max(0, ...received); seq++) {
      if (!received.has(seq) && !lost.has(seq)) sum.missing += 1;
    }
  }
  const dropped = sum.tooOld > 0 ? { too_old: sum.tooOld } : {};
  return { received: sum.received, missing: sum.missing, dropped };
}

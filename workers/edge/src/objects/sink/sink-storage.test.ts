import { describe, expect, it } from "vitest";
import type { Message } from "../../protocol/sink/message.ts";
import { fakeSqlStorage } from "../sql-storage.fake.ts";
import { type SinkPage, SinkStorage } from "./sink-storage.ts";

const message = (seq: number): Message => ({
  id: `shop.0.0.${seq}`,
  type: "select",
  at: new Date(seq * 1_000).toISOString(),
  account: "tests",
  visitor: `visitor-${seq}`,
  data: {},
});

const page = (from: number, to: number, change: Partial<SinkPage> = {}): SinkPage => ({
  source: "shop.0.0",
  incarnation: 1,
  toSeq: to,
  lost: 0,
  messages: Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    message: message(from + index),
  })),
  ...change,
});

describe("SinkStorage", () => {
  it("takes each message of a log once, however the log cuts its pages", () => {
    const storage = new SinkStorage(fakeSqlStorage());
    storage.take(page(1, 3));
    storage.take(page(1, 3));
    storage.take(page(2, 5));
    storage.take(page(1, 2, { source: "shop.0.1" }));
    expect(storage.counts()).toMatchObject({ waiting: 7, delivered: 0 });
  });

  it("takes all of a page or nothing, and has room again when something was delivered", () => {
    const storage = new SinkStorage(fakeSqlStorage(), 5);
    expect(storage.take(page(1, 4))).toBe(true);
    expect(storage.take(page(5, 6))).toBe(false);
    expect(storage.counts().waiting).toBe(4);
    const shape = { most: 1, inOrder: "visitor", lingerMs: 0 } as const;
    const batch = storage.queue.next(0, new Set(), shape);
    if (!batch) throw new Error("nothing waits");
    storage.queue.done(batch, 0);
    expect(storage.take(page(5, 6))).toBe(true);
    expect(storage.counts()).toMatchObject({ waiting: 5, delivered: 1 });
  });

  it("parks nothing of a visitor who was erased while it was under way", () => {
    for (const failures of [0, 1]) {
      const storage = new SinkStorage(fakeSqlStorage());
      const shape = { most: 1, inOrder: "visitor", lingerMs: 0 } as const;
      storage.take(page(1, 1));
      const next = () => storage.queue.next(10, new Set(), shape) ?? expect.unreachable();
      for (let failed = 0; failed < failures; failed++) storage.queue.failed(next(), 0, 5);
      const batch = next();
      storage.forget("visitor-1");
      storage.queue.park(batch, 10, "answered 500");
      expect(storage.counts()).toMatchObject({ parked: 0, waiting: 0, erased: 1 });
    }
  });

  it("begins anew for a sink of the same name made later, and takes nothing for one made before", () => {
    const storage = new SinkStorage(fakeSqlStorage());
    storage.take(page(1, 3, { lost: 7 }));
    storage.take(page(1, 2, { incarnation: 2 }));
    expect(storage.counts()).toMatchObject({ waiting: 2, lost: 0 });
    expect(storage.take(page(4, 9))).toBe(true);
    expect(storage.counts().waiting).toBe(2);
  });

  it("says how much was lost, once however often it is told", () => {
    const storage = new SinkStorage(fakeSqlStorage());
    storage.take(page(1, 1, { lost: 3 }));
    storage.take(page(2, 2, { lost: 3 }));
    storage.take(page(1, 1, { source: "shop.0.1", lost: 2 }));
    expect(storage.counts().lost).toBe(5);
  });

  it("keeps its counts over a restart, and drops what was parked too long ago", () => {
    const sql = fakeSqlStorage();
    const storage = new SinkStorage(sql);
    storage.take(page(1, 3));
    const shape = { most: 1, inOrder: "visitor", lingerMs: 0 } as const;
    for (const at of [10, 20]) {
      const batch = storage.queue.next(0, new Set(), shape);
      if (batch) storage.queue.park(batch, at, "answered 422");
    }
    storage.expire(20);
    expect(new SinkStorage(sql).counts()).toEqual({
      delivered: 0,
      waiting: 1,
      parked: 1,
      skipped: 0,
      erased: 0,
      lost: 1,
    });
    expect(storage.oldest()).toBe(3_000);
  });
});

import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ConsentState, Tracker } from "../api.ts";
import { createInertTracker } from "../tracker/inert.ts";
import { attachDataLayer } from "./attach.ts";
import { openFakePage } from "./page.fake.ts";

afterEach(() => vi.unstubAllGlobals());

const microtasks = () => Promise.resolve();

/** localStorage, as far as it is used here. */
function createFakeStorage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    get length() {
      return values.size;
    },
  } as Storage;
}

interface Visit {
  readonly consent?: ConsentState;
  readonly cookieless?: boolean;
  readonly storage?: Storage;
  readonly dataLayer?: unknown[];
}

/** A page of a shop with the SDK on it. */
function open({
  consent = "pending",
  cookieless,
  storage = createFakeStorage(),
  dataLayer = [],
}: Visit = {}) {
  const page = openFakePage(dataLayer, storage);
  const tracked: { name: string; params: unknown }[] = [];
  const told: (() => void)[] = [];
  const inert = createInertTracker({ key: "pk_test_1", endpoint: "https://next.example.com" });
  inert.consent(consent);
  const nextmove: Tracker = {
    ...inert,
    inspect: () => ({ ...inert.inspect(), cookieless }),
    track: (name: string, params?: unknown) => void tracked.push({ name, params }),
    on: (_, listener) => {
      told.push(() => listener({ state: inert.consent(), reason: "page" } as never));
      return () => {};
    },
  };
  const stop = attachDataLayer(nextmove);
  return {
    tracked,
    stop,
    answer: (state: ConsentState) => {
      inert.consent(state);
      for (const tell of told) tell();
    },
    push: async (...entries: readonly unknown[]) => {
      const layer = page["dataLayer"] as unknown[];
      const length = layer.push(...entries);
      await microtasks();
      return length;
    },
  };
}

const order = (transaction_id: string) => ({
  event: "purchase",
  ecommerce: { transaction_id, value: 67, items: [{ item_id: "mug-7" }] },
});
const ordered = (transaction_id: string) => ({
  name: "purchase",
  params: { transaction_id, value: 67, items: [{ item_id: "mug-7" }] },
});

describe("attachDataLayer", () => {
  it("tracks what was pushed before and what is pushed later", async () => {
    const { tracked, push } = open({
      dataLayer: [{ event: "view_item", ecommerce: { items: [{ item_id: "mug-7" }] } }],
    });
    await push({ ecommerce: null }, { event: "search", search_term: "mug" });
    expect(tracked).toEqual([
      { name: "view_item", params: { items: [{ item_id: "mug-7" }] } },
      { name: "search", params: { search_term: "mug" } },
    ]);
  });

  it("tracks an event once that is written in three forms", async () => {
    const { tracked, push } = open();
    await push({ event: "add_to_cart", ecommerce: { items: [{ item_id: "mug-7" }] } });
    await push(["event", "add_to_cart", { items: [{ item_id: "mug-7" }] }]);
    await push({ event: "addToCart", ecommerce: { add: { products: [{ id: "mug-7" }] } } });
    expect(tracked).toHaveLength(1);
  });

  it("tracks two clicks on the same button as two events", async () => {
    const { tracked, push } = open();
    const click = { event: "add_to_cart", ecommerce: { items: [{ item_id: "mug-7" }] } };
    await push(click);
    await push(click);
    expect(tracked).toHaveLength(2);
  });

  it("tracks an order once on a page, in whichever form and however late", async () => {
    const { tracked, push } = open();
    await push(order("L-1001"), order("L-1001"), order("L-1002"));
    expect(tracked).toEqual([ordered("L-1001"), ordered("L-1002")]);
  });

  it("tracks an order once over a reload while consent is granted", async () => {
    const storage = createFakeStorage();
    for (let visit = 0; visit < 3; visit += 1) {
      const { tracked, push } = open({ storage, consent: "granted" });
      await push(order("L-1001"));
      expect(tracked).toHaveLength(visit === 0 ? 1 : 0);
    }
    const { tracked, push } = open({ storage, consent: "granted" });
    await push(order("L-1002"));
    expect(tracked).toEqual([ordered("L-1002")]);
  });

  it("keeps nothing before consent, then what this page has seen", async () => {
    const storage = createFakeStorage();
    const { push, answer } = open({ storage });
    await push(order("L-1001"));
    expect(storage).toHaveLength(0);
    answer("granted");
    expect(storage.getItem("nextmove.pk_test_1.orders")).toBe("L-1001");
    const reloaded = open({ storage, consent: "granted" });
    await reloaded.push(order("L-1001"));
    expect(reloaded.tracked).toEqual([]);
  });

  it("forgets its orders when consent is withdrawn", async () => {
    const storage = createFakeStorage();
    const { push, answer } = open({ storage, consent: "granted" });
    await push(order("L-1001"));
    storage.setItem("nextmove.pk_test_1.orders", ""); // The SDK purges what is under its prefix.
    answer("denied");
    answer("granted");
    await push(order("L-1002"));
    expect(storage.getItem("nextmove.pk_test_1.orders")).not.toContain("L-1001");
  });

  it("does not take an order for known that could not be reported", async () => {
    const storage = createFakeStorage();
    const { push, answer } = open({ storage, consent: "denied" });
    await push(order("L-1001"));
    answer("granted");
    const reloaded = open({ storage, consent: "granted" });
    await reloaded.push(order("L-1001"));
    expect(reloaded.tracked).toEqual([ordered("L-1001")]);
  });

  it("remembers the latest twenty orders", async () => {
    const storage = createFakeStorage();
    const { push } = open({ storage, consent: "granted" });
    for (let n = 1; n <= 25; n += 1) await push(order(`L-${n}`));
    expect(storage.getItem("nextmove.pk_test_1.orders")?.split("\n")).toEqual(
      Array.from({ length: 20 }, (_, n) => `L-${n + 6}`),
    );
  });

  it("keeps no orders where nothing is kept", async () => {
    const storage = createFakeStorage();
    const { tracked, push } = open({ storage, consent: "granted", cookieless: true });
    await push(order("L-1001"), order("L-1001"));
    expect(tracked).toEqual([ordered("L-1001")]);
    expect(storage).toHaveLength(0);
  });

  it("goes on without storage", async () => {
    const blocked = {
      getItem() {
        throw new Error("blocked");
      },
    } as unknown as Storage;
    const { tracked, push } = open({ storage: blocked, consent: "granted" });
    await push(order("L-1001"), order("L-1001"));
    expect(tracked).toHaveLength(1);
  });

  it("counts every partial refund of an order", async () => {
    const { tracked, push } = open();
    const refund = { event: "refund", ecommerce: { transaction_id: "L-1001", value: 5 } };
    await push(refund);
    await push(refund);
    expect(tracked).toHaveLength(2);
  });

  it("stops", async () => {
    const { tracked, push, stop } = open();
    stop();
    await push(order("L-1001"));
    expect(tracked).toEqual([]);
  });

  it("does nothing on a server", () => {
    const inert = createInertTracker({ key: "pk_test_1", endpoint: "https://next.example.com" });
    vi.unstubAllGlobals();
    attachDataLayer(inert)();
    expect(globalThis).not.toHaveProperty("dataLayer");
  });

  it("never throws into a push, changes neither entry nor result, and tracks plain data", async () => {
    const hostile: readonly fc.Arbitrary<unknown>[] = [
      fc.constant(0).map(() => {
        const cyclic: Record<string, unknown> = { event: "view_item" };
        cyclic["ecommerce"] = { items: [cyclic, { item_id: "mug-7", self: cyclic }] };
        return cyclic;
      }),
      fc.constantFrom("event", "ecommerce", "0", "items", "then").map((name) =>
        Object.defineProperty({ event: "view_item" }, name, {
          get() {
            throw new Error("hostile getter");
          },
        }),
      ),
      fc.constant(0).map(() => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return { event: "view_item", ecommerce: { items: [proxy] } };
      }),
      fc.constant(0).map(() => ({ event: "view_item", ecommerce: { items: Array(2 ** 32 - 1) } })),
      fc.constant({ event: "purchase", ecommerce: { transaction_id: Symbol("id"), value: 1n } }),
      fc.constant(Object.assign(Object.create(null), { event: "view_cart", items: null })),
    ];
    const shaped = fc.record(
      {
        event: fc.oneof(fc.constantFrom("view_item", "purchase", "search"), fc.anything()),
        ecommerce: fc.oneof(
          fc.record(
            {
              items: fc.anything(),
              purchase: fc.anything(),
              add: fc.record({ products: fc.anything(), actionField: fc.anything() }),
              promoView: fc.record({ promotions: fc.anything() }),
              impressions: fc.anything(),
            },
            { requiredKeys: [] },
          ),
          fc.anything(),
        ),
      },
      { requiredKeys: [] },
    );
    const command = fc.tuple(fc.constant("event"), fc.constantFrom("view_item", 7), fc.anything());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(shaped, command, fc.anything(), ...hostile), { maxLength: 5 }),
        async (entries) => {
          const { tracked, push } = open();
          expect(await push(...entries)).toBe(entries.length);
          await push({ ecommerce: null }, { event: "search", search_term: "still there" });
          expect(tracked.at(-1)).toEqual({
            name: "search",
            params: { search_term: "still there" },
          });
          expect(() => structuredClone(tracked)).not.toThrow();
        },
      ),
    );
  });
});

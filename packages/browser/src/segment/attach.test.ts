import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Nextmove } from "../api.ts";
import { createInert } from "../inert.ts";
import { createInertTracker } from "../tracker/inert.ts";
import { attachSegment, type SegmentOptions } from "./attach.ts";

const microtasks = () => Promise.resolve();

function listen(analytics: unknown, options?: SegmentOptions) {
  const tracked: { name: string; params: unknown }[] = [];
  const attributes: unknown[] = [];
  const nextmove: Nextmove = {
    ...createInert({ key: "pk_test_1", endpoint: "https://next.example.com" }),
    track: (name: string, params?: unknown) => void tracked.push({ name, params }),
    attributes: (record) => void attributes.push(record),
  };
  const stop = attachSegment(nextmove, analytics, options);
  return { tracked, attributes, stop };
}

/** A loaded library with the calls alone. */
function createLibrary() {
  const calls: { self: unknown; method: string; given: readonly unknown[] }[] = [];
  const method = (name: string) =>
    function called(this: unknown, ...given: readonly unknown[]): string {
      calls.push({ self: this, method: name, given });
      return `${name} was called`;
    };
  return {
    calls,
    track: method("track"),
    page: method("page"),
    identify: method("identify"),
  };
}

type Middleware = (given: { payload: unknown; next: (payload: unknown) => void }) => void;

/** Segment's own library: what it does with a message. */
function createSegment() {
  const middlewares: Middleware[] = [];
  const sent: unknown[] = [];
  return {
    sent,
    addSourceMiddleware: (middleware: Middleware) => void middlewares.push(middleware),
    send: (obj: unknown) => {
      for (const run of middlewares)
        run({ payload: { obj }, next: (payload) => sent.push(payload) });
    },
  };
}

beforeEach(() => void vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} }));
afterEach(() => vi.unstubAllGlobals());

const order = {
  order_id: "L-1001",
  revenue: 60,
  total: 67,
  currency: "EUR",
  products: [{ product_id: "mug-7", price: 18, quantity: 1 }],
};
const purchase = {
  name: "purchase",
  params: {
    transaction_id: "L-1001",
    value: 60,
    currency: "EUR",
    items: [{ item_id: "mug-7", price: 18, quantity: 1 }],
  },
};

describe("attachSegment to a library that takes middlewares", () => {
  it("takes a tracker, which has no attributes", async () => {
    const library = createLibrary();
    const tracked: string[] = [];
    const tracker = {
      ...createInertTracker({ key: "pk_test_1", endpoint: "https://next.example.com" }),
      track: (name: string) => void tracked.push(name),
    };
    attachSegment(tracker, library, { traits: ["plan"] });
    library.identify("user-1", { plan: "gold" });
    library.track("Product Viewed", { product_id: "mug-7" });
    await microtasks();
    expect(tracked).toEqual(["view_item"]);
  });

  it("tracks events and passes every message on", () => {
    const segment = createSegment();
    const { tracked } = listen(segment);
    const messages = [
      { type: "track", event: "Order Completed", properties: order },
      { type: "track", event: "Newsletter Opened", properties: {} },
      { type: "page", name: "Home", properties: {} },
      { type: "group", groupId: "g1" },
      { type: "track" },
      null,
    ];
    for (const message of messages) segment.send(message);
    expect(tracked).toEqual([purchase]);
    expect(segment.sent).toEqual(messages.map((obj) => ({ obj })));
  });

  it("passes a message on whose reading throws", () => {
    const segment = createSegment();
    const { tracked } = listen(segment);
    const hostile = {
      type: "track",
      get event(): string {
        throw new Error("hostile");
      },
    };
    segment.send(hostile);
    segment.send({ type: "track", event: "Products Searched", properties: { query: "mug" } });
    expect(segment.sent).toHaveLength(2);
    expect(tracked).toEqual([{ name: "search", params: { search_term: "mug" } }]);
  });

  it("takes the allowed traits as attributes", () => {
    const segment = createSegment();
    const { attributes } = listen(segment, { traits: ["plan", "email", "newsletter"] });
    segment.send({
      type: "identify",
      userId: "u1",
      traits: { plan: "gold", newsletter: true, email: "ada@example.com", age: 36 },
    });
    expect(attributes).toEqual([{ plan: "gold", newsletter: true }]);
  });

  it("wraps the methods of one that refuses middlewares by now", async () => {
    const library = {
      ...createLibrary(),
      addSourceMiddleware() {
        throw new Error("initialized");
      },
    };
    const { tracked } = listen(library);
    library.track("Order Completed", order);
    await microtasks();
    expect(tracked).toEqual([purchase]);
  });
});

describe("attachSegment to a library with the calls alone", () => {
  it("tracks, and leaves this, arguments and result as they are", async () => {
    const library = createLibrary();
    const { tracked } = listen(library);
    const done = () => {};
    expect(library.track("Order Completed", order, { integrations: {} }, done)).toBe(
      "track was called",
    );
    await microtasks();
    expect(tracked).toEqual([purchase]);
    const [call] = library.calls;
    expect(call?.self).toBe(library);
    expect(call?.given[1]).toBe(order);
    expect(call?.given).toEqual(["Order Completed", order, { integrations: {} }, done]);
  });

  it("takes traits with and without an id before them", async () => {
    const library = createLibrary();
    const { attributes } = listen(library, { traits: ["plan"] });
    library.identify("u1", { plan: "gold" });
    library.identify({ plan: "silver" });
    library.identify("u1");
    await microtasks();
    expect(attributes).toEqual([{ plan: "gold" }, { plan: "silver" }, {}]);
  });

  it("tracks page calls where they are asked for", async () => {
    const library = createLibrary();
    const quiet = listen(library);
    const { tracked } = listen(library, { pages: true });
    library.page("Docs", "Start");
    library.page("Home");
    library.page();
    await microtasks();
    expect(tracked).toEqual([
      { name: "page_view", params: { page_title: "Start" } },
      { name: "page_view", params: { page_title: "Home" } },
      { name: "page_view", params: {} },
    ]);
    expect(quiet.tracked).toEqual([]);
  });

  it("tracks an order once", async () => {
    const library = createLibrary();
    const { tracked } = listen(library);
    library.track("Order Completed", order);
    library.track("Order Completed", order);
    await microtasks();
    expect(tracked).toHaveLength(1);
  });

  it("lets an exception of the library through", () => {
    const library = {
      track(_name: string) {
        throw new Error("the library's own");
      },
    };
    listen(library);
    expect(() => library.track("Order Completed")).toThrow("the library's own");
  });

  it("stops", async () => {
    const library = createLibrary();
    const { tracked, stop } = listen(library);
    stop();
    library.track("Order Completed", order);
    await microtasks();
    expect(tracked).toEqual([]);
    expect(library.calls).toHaveLength(1);
  });

  it.each([[undefined], [null], ["analytics"], [{}], [Object.freeze(createLibrary())]])(
    "leaves %s alone",
    (analytics) => {
      expect(() => listen(analytics)).not.toThrow();
    },
  );
});

import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listen } from "./listen.ts";
import { openFakePage } from "./page.fake.ts";

afterEach(() => vi.unstubAllGlobals());

const microtasks = () => Promise.resolve();

function listenTo(dataLayer?: unknown) {
  const page = openFakePage(dataLayer);
  const heard: unknown[] = [];
  const stop = listen("dataLayer", (entry) => heard.push(entry));
  const layer = () => page["dataLayer"] as unknown[];
  return { page, heard, stop, layer };
}

describe("listen", () => {
  it("hears what is there at once, and what is pushed in a microtask", async () => {
    const { heard, layer } = listenTo([{ n: 1 }, { n: 2 }]);
    expect(heard).toEqual([{ n: 1 }, { n: 2 }]);
    layer().push({ n: 3 }, { n: 4 });
    expect(heard).toHaveLength(2);
    await microtasks();
    expect(heard).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  });

  it("makes the dataLayer when there is none, as Google's snippet does", async () => {
    const { heard, layer } = listenTo();
    expect(layer()).toHaveLength(0);
    layer().push({ n: 1 });
    await microtasks();
    expect(heard).toEqual([{ n: 1 }]);
  });

  it("hears an object as often as it is pushed", async () => {
    const { heard, layer } = listenTo([]);
    const entry = { n: 1 };
    layer().push(entry);
    layer().push(entry);
    await microtasks();
    expect(heard).toEqual([entry, entry]);
  });

  it("is passed through by a tag manager that replaces push and calls the one before", async () => {
    const { page, heard, layer } = listenTo([]);
    const before = layer().push;
    const seenByManager: unknown[] = [];
    layer().push = function push(...entries) {
      seenByManager.push(...entries);
      return before.apply(this, entries);
    };
    expect(layer().push({ n: 1 })).toBe(1);
    await microtasks();
    page.dispatchEvent(new Event("load"));
    expect(heard).toEqual([{ n: 1 }]);
    expect(seenByManager).toEqual([{ n: 1 }]);
  });

  it("calls the push of a tag manager that came first", async () => {
    const pushed: unknown[] = [];
    const manager = { push: (...entries: readonly unknown[]) => pushed.push(...entries) };
    const { heard, layer } = listenTo(manager);
    expect(layer().push({ n: 1 })).toBe(1);
    await microtasks();
    expect(heard).toEqual([{ n: 1 }]);
    expect(pushed).toEqual([{ n: 1 }]);
  });

  it.each(["load", "visibilitychange"])("finds at %s what went round it", async (moment) => {
    const { page, heard, layer } = listenTo([]);
    layer().push({ n: 1 });
    Array.prototype.push.call(layer(), { n: 2 });
    page["dataLayer"] = [...layer(), { n: 3 }]; // A snippet that starts anew.
    await microtasks();
    page.dispatchEvent(new Event(moment));
    expect(heard).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    layer().push({ n: 4 });
    await microtasks();
    expect(heard).toHaveLength(4);
  });

  it("hears pushes where the prototype of arrays is frozen", async () => {
    const { heard, layer } = listenTo(
      Object.setPrototypeOf(
        [],
        Object.freeze(
          Object.create(Array.prototype, {
            push: { value: Array.prototype.push },
          }),
        ),
      ),
    );
    layer().push({ n: 1 });
    await microtasks();
    expect(heard).toEqual([{ n: 1 }]);
  });

  it("leaves what can be listed of the dataLayer as it was", () => {
    const { layer } = listenTo([{ n: 1 }]);
    expect(Object.keys(layer())).toEqual(["0"]);
  });

  it("hears a push once though the dataLayer was another in between", async () => {
    const { page, heard, layer } = listenTo([]);
    const first = layer();
    page["dataLayer"] = [];
    page.dispatchEvent(new Event("load"));
    page["dataLayer"] = first;
    page.dispatchEvent(new Event("visibilitychange"));
    first.push({ n: 1 });
    await microtasks();
    expect(heard).toEqual([{ n: 1 }]);
  });

  it("looks through the latest thousand entries", () => {
    const { heard } = listenTo(Array.from({ length: 5_000 }, (_, n) => ({ n })));
    expect(heard).toHaveLength(1_000);
    expect(heard.at(-1)).toEqual({ n: 4_999 });
  });

  it("hears the other entries when one of them throws", () => {
    openFakePage([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const heard: unknown[] = [];
    listen("dataLayer", (entry) => {
      if (heard.push(entry) === 2) throw new Error("hostile");
    });
    expect(heard).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it("hears nothing after it is stopped; what is pushed still arrives", async () => {
    const { page, heard, stop, layer } = listenTo([]);
    layer().push({ n: 1 });
    stop();
    expect(layer().push({ n: 2 })).toBe(2);
    await microtasks();
    page.dispatchEvent(new Event("load"));
    expect(heard).toEqual([]);
    expect([...layer()]).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it.each([
    ["a text", "none"],
    ["an object without push", {}],
    ["a frozen array", Object.freeze([{ n: 1 }])],
    ["an endless list", { length: Number.POSITIVE_INFINITY, push: () => 0 }],
    [
      "a proxy that throws",
      new Proxy([], {
        get() {
          throw new Error("hostile");
        },
      }),
    ],
  ])("leaves %s alone", (_, dataLayer) => {
    expect(() => listenTo(dataLayer)).not.toThrow();
  });

  it("passes this, arguments, result and exception of push through", () => {
    fc.assert(
      fc.property(
        fc.array(fc.anything()),
        fc.anything(),
        fc.boolean(),
        (entries, result, throws) => {
          const calls: { self: unknown; entries: readonly unknown[] }[] = [];
          const dataLayer = {
            push(this: unknown, ...given: readonly unknown[]): unknown {
              calls.push({ self: this, entries: given });
              if (throws) throw result;
              return result;
            },
          };
          listenTo(dataLayer);
          let outcome: unknown;
          try {
            outcome = dataLayer.push(...entries);
          } catch (thrown) {
            outcome = thrown;
          }
          expect(outcome).toBe(result);
          expect(calls).toHaveLength(1);
          expect(calls[0]?.self).toBe(dataLayer);
          expect(calls[0]?.entries.every((entry, index) => Object.is(entry, entries[index]))).toBe(
            true,
          );
          expect(calls[0]?.entries).toHaveLength(entries.length);
        },
      ),
    );
  });
});

// @vitest-environment jsdom
import type { DecideRequest } from "nextmove";
import { act, createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createTestNextmove } from "nextmove/testing";
import { NextmoveProvider } from "./provider.ts";
import { mount } from "./react.fake.ts";
import { type DecisionOptions, useDecision } from "./use-decision.ts";

interface BannerProps {
  readonly request?: DecideRequest;
  readonly options?: DecisionOptions;
  readonly withRef?: boolean;
  /** Renders nothing before there is a decision. */
  readonly late?: boolean;
  readonly onText?: (text: string | undefined) => void;
}

const ACTIONS = ["a", "b"];

function Banner({ request, options, withRef = false, late = false, onText }: BannerProps) {
  const { decision, pending, ref } = useDecision({ actions: ACTIONS, ...request }, options);
  const text = pending ? "pending" : decision?.action;
  onText?.(text);
  if (late && pending) return null;
  return createElement("p", withRef ? { ref } : {}, text);
}

const bootstrap = { shop: { query_id: "served", actions: ["b", "a"], token: "t" } };

/** A rectangle of the page, by its height. */
const tall = (height: number) => ({ width: 390, height });
const WINDOW = tall(800);

/** The browser's view of the page, as it tells those who observe. */
function watchView() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  type Tell = (changes: object[]) => void;
  const observing = new Map<Element, Tell>();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      readonly tell: Tell;
      constructor(tell: Tell) {
        this.tell = tell;
      }
      observe(element: Element) {
        observing.set(element, this.tell);
      }
      unobserve(element: Element) {
        observing.delete(element);
      }
      disconnect() {
        for (const [element, tell] of observing) if (tell === this.tell) this.unobserve(element);
      }
    },
  );
  /** So much of what is so tall is now on the screen. */
  const show = async (shown: number, of: number) => {
    const change = {
      isIntersecting: shown > 0,
      intersectionRatio: shown / of,
      intersectionRect: tall(shown),
      rootBounds: WINDOW,
    };
    for (const [target, tell] of observing) tell([{ ...change, target }]);
    await vi.runAllTimersAsync();
  };
  return { show, watching: () => observing.size };
}

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("useDecision", () => {
  it("asks once and shows once, though StrictMode mounts twice", async () => {
    const nextmove = createTestNextmove({ case: "shop", decisions: { shop: ["b", "a"] } });
    const { text } = await mount(Banner, { nextmove, props: {} });
    expect(text()).toBe("b");
    expect(nextmove.recorded.decide).toHaveLength(1);
    expect(nextmove.recorded.select).toMatchObject([{ case: "shop", action: "b" }]);
  });

  it("is pending until the edge has answered", async () => {
    const nextmove = createTestNextmove({ latency: 100 });
    const { text } = await mount(Banner, { nextmove, props: {} });
    expect(text()).toBe("pending");
    expect(nextmove.recorded.select).toEqual([]);
    await act(async () => nextmove.clock.advance(100));
    expect(text()).toBe("a");
  });

  it("asks again for other actions or another key, and not for another state", async () => {
    const { nextmove, show, text } = await mount(Banner, { props: { request: { state: {} } } });
    await show({ request: { state: { basket: 3 } } });
    expect(nextmove.recorded.decide).toHaveLength(1);
    await show({ request: { actions: ["c"] } });
    expect(text()).toBe("c");
    await show({ request: { actions: ["c"] }, options: { key: "again" } });
    expect(nextmove.recorded.decide).toHaveLength(3);
    expect(nextmove.recorded.select.map(({ action }) => action)).toEqual(["a", "c", "c"]);
  });

  it("asks again when it is mounted again", async () => {
    const { nextmove, show } = await mount(Banner, { props: {} });
    await show(null);
    await show({});
    expect(nextmove.recorded.decide).toHaveLength(2);
  });

  it("forgets an answer that comes for an earlier key", async () => {
    const nextmove = createTestNextmove({ latency: 100 });
    const { show, text } = await mount(Banner, { nextmove, props: {} });
    nextmove.clock.advance(50);
    await show({ request: { actions: ["c"] } });
    await act(async () => nextmove.clock.advance(50));
    expect(text()).toBe("pending");
    await act(async () => nextmove.clock.advance(50));
    expect(text()).toBe("c");
    expect(nextmove.recorded.select).toHaveLength(1);
  });

  it("leaves it to the component what is shown", async () => {
    const { nextmove } = await mount(Banner, { props: { options: { shown: "manual" } } });
    expect(nextmove.recorded.select).toEqual([]);
  });

  it("tells once that it is shown, though StrictMode mounts twice", async () => {
    let times = 0;
    const select = () => {
      times += 1;
    };
    const nextmove = { ...createTestNextmove(), select };
    // Only what the server decided is there when it is mounted.
    await mount(Banner, { nextmove, bootstrap, props: { request: { case: "shop" } } });
    expect(times).toBe(1);
  });

  it("stays with its answer when an earlier one comes late", async () => {
    const nextmove = createTestNextmove({ latency: 200 });
    const texts: unknown[] = [];
    const onText = (text: string | undefined) => texts.push(text);
    const { show } = await mount(Banner, { nextmove, props: { onText } });
    await show({ onText, request: { actions: ["c"], deadline: 50 } });
    await act(async () => nextmove.clock.advance(50));
    texts.length = 0;
    await act(async () => nextmove.clock.advance(150));
    expect(new Set(texts)).toEqual(new Set());
  });

  it.each([
    ["is there from the start", false],
    ["comes with the decision", true],
  ])("is shown when half of its element is on the screen, if that %s", async (_, late) => {
    const view = watchView();
    const { nextmove, show } = await mount(Banner, { props: { withRef: true, late } });
    await view.show(90, 200);
    expect(nextmove.recorded.select).toEqual([]);
    await view.show(100, 200);
    await view.show(200, 200);
    expect(nextmove.recorded.select).toHaveLength(1);
    await show(null);
    expect(view.watching()).toBe(0);
  });

  it("is shown when it fills half of the window, though it is taller than two", async () => {
    const view = watchView();
    const { nextmove } = await mount(Banner, { props: { withRef: true } });
    await view.show(390, 2000);
    expect(nextmove.recorded.select).toEqual([]);
    await view.show(400, 2000);
    expect(nextmove.recorded.select).toHaveLength(1);
  });

  it("is the server's decision from the first render on, once", async () => {
    const props = { request: { case: "shop" } };
    const { nextmove, show, text } = await mount(Banner, { bootstrap, props });
    expect(text()).toBe("b");
    expect(nextmove.recorded.decide).toEqual([]);
    expect(nextmove.recorded.select).toMatchObject([
      { queryId: "served", case: "shop", action: "b", token: "t" },
    ]);
    await show(null);
    await show(props);
    expect(text()).toBe("a");
    expect(nextmove.recorded.decide).toHaveLength(1);
  });

  it("asks when the action that the server chose is not possible here", async () => {
    const props = { request: { case: "shop", actions: ["a"] } };
    const { nextmove, text } = await mount(Banner, { bootstrap, props });
    expect(text()).toBe("a");
    expect(nextmove.recorded.decide).toHaveLength(1);
  });

  it("hydrates what the server rendered, with a decision and without", async () => {
    for (const given of [bootstrap, {}]) {
      const nextmove = createTestNextmove({ case: "shop", decisions: { shop: ["b", "a"] } });
      const page = createElement(
        NextmoveProvider,
        { nextmove, bootstrap: given },
        createElement(Banner, { request: { case: "shop" } }),
      );
      const place = document.createElement("main");
      place.innerHTML = renderToString(page);
      expect(place.textContent).toBe(given === bootstrap ? "b" : "pending");
      expect(nextmove.recorded.decide).toEqual([]);
      const mismatches: unknown[] = [];
      await act(async () => {
        hydrateRoot(place, page, { onRecoverableError: (error) => mismatches.push(error) });
      });
      expect(mismatches).toEqual([]);
      expect(place.textContent).toBe("b");
    }
  });

  it("says what is missing without a provider", () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect(() => renderToString(createElement(Banner))).toThrow("NextmoveProvider");
  });
});

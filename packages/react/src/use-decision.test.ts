// @vitest-environment jsdom
import type { DecideRequest } from "nextmove";
import { act, createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createTestNextmove } from "../../browser/src/testing/index.ts";
import { NextmoveProvider } from "./provider.ts";
import { mount } from "./react.fake.ts";
import { type DecisionOptions, useDecision } from "./use-decision.ts";

interface BannerProps {
  readonly request?: DecideRequest;
  readonly options?: DecisionOptions;
  readonly withRef?: boolean;
}

const ACTIONS = ["a", "b"];

function Banner({ request, options, withRef = false }: BannerProps) {
  const { decision, pending, ref } = useDecision({ actions: ACTIONS, ...request }, options);
  const text = pending ? "pending" : decision?.action;
  return createElement("p", withRef ? { ref } : {}, text);
}

const bootstrap = { shop: { query_id: "served", actions: ["b", "a"], token: "t" } };

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
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

  it("is shown when half of the element with the ref is on the screen", async () => {
    const observers: { tell: (isIntersecting: boolean) => void; isConnected: boolean }[] = [];
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        readonly own;
        constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
          this.own = {
            isConnected: true,
            tell: (isIntersecting: boolean) => callback([{ isIntersecting }]),
          };
        }
        observe() {
          observers.push(this.own);
        }
        disconnect() {
          this.own.isConnected = false;
        }
      },
    );
    const { nextmove, show } = await mount(Banner, { props: { withRef: true } });
    const tellAll = (isIntersecting: boolean) =>
      observers
        .filter(({ isConnected }) => isConnected)
        .forEach(({ tell }) => tell(isIntersecting));
    tellAll(false);
    expect(nextmove.recorded.select).toEqual([]);
    tellAll(true);
    tellAll(true);
    expect(nextmove.recorded.select).toHaveLength(1);
    await show(null);
    expect(observers.every(({ isConnected }) => !isConnected)).toBe(true);
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

// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { createNextmove } from "../create.ts";
import { fakeTransport } from "./fake-transport.ts";

const endpoint = "https://next.example.com";
const realFetch = globalThis.fetch;
const edge = { current: fakeTransport({ endpoint }) };

/** The real SDK of a page in jsdom, and the edge it talks to. */
function open(options = {}) {
  edge.current = fakeTransport({ endpoint, decisions: { shop: ["b", "a"] }, ...options });
  const nextmove = createNextmove({
    key: "pk_test_demo",
    endpoint,
    case: "shop",
    consent: "granted",
    pageViews: false,
  });
  return { nextmove, transport: edge.current };
}

edge.current.restore();
afterEach(() => edge.current.restore());

describe("fakeTransport", () => {
  it("decides for the real SDK as it was told", async () => {
    const { nextmove, transport } = open();
    const decision = await nextmove.decide({ actions: ["a", "b"] });
    expect(decision).toMatchObject({ source: "edge", action: "b" });
    expect(transport.requests[0]).toMatchObject({
      path: "/v3/action/shop",
      transport: "fetch",
      body: { key: "pk_test_demo", actions: ["a", "b"] },
    });
  });

  it("leaves the real SDK without an answer", async () => {
    const { nextmove, transport } = open();
    for (const status of [0, 503]) {
      transport.fail(status);
      const decision = await nextmove.decide({ case: "other", actions: ["a", "b"] });
      expect(decision).toMatchObject({ source: "default", action: "a" });
    }
    transport.fail(undefined);
    expect(await nextmove.decide({ actions: ["a", "b"] })).toMatchObject({ source: "edge" });
  });

  it("receives what the real SDK reports, each event once", async () => {
    const { nextmove, transport } = open();
    const decision = await nextmove.decide({ actions: ["a", "b"] });
    decision.shown();
    nextmove.reward({ event_type: "click" });
    await nextmove.flush();
    dispatchEvent(new Event("pagehide"));
    expect(transport.events()).toMatchObject([
      { type: "select", query_id: decision.queryId, action: "b" },
      { type: "reward", query_id: decision.queryId, event_type: "click" },
    ]);
  });

  it("leaves all other addresses alone, and everything when it is restored", async () => {
    const { transport } = open();
    const answer = await fetch("data:application/json,7");
    expect(await answer.json()).toBe(7);
    expect(transport.requests).toEqual([]);
    transport.restore();
    expect(globalThis.fetch).toBe(realFetch);
    expect("sendBeacon" in navigator).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { ENTRY_OF, toneOfConsent } from "./entry.ts";

const decision = {
  queryId: "q",
  case: "shop",
  source: "edge",
  action: "gift_wrap",
  actions: ["gift_wrap", "free_shipping"],
  shown() {},
} as const;

describe("ENTRY_OF", () => {
  it("shows what was decided, by whom, and the rest of the ranking", () => {
    expect(ENTRY_OF.decision(decision)).toEqual({
      what: "decision",
      title: "gift_wrap",
      detail: "edge · shop · gift_wrap › free_shipping",
      tone: "good",
    });
    expect(ENTRY_OF.decision({ ...decision, source: "default" }).tone).toBe("fair");
    expect(ENTRY_OF.decision({ ...decision, action: undefined, actions: [] }).title).toBe(
      "nothing to choose from",
    );
  });

  it("counts what was sent, and says when nobody answered", () => {
    const report = { case: "shop", eventIds: ["a"], transport: "fetch" } as const;
    expect(ENTRY_OF.sent(report)).toMatchObject({ title: "1 event", detail: "shop" });
    const beacon = { ...report, eventIds: ["a", "b"], transport: "beacon" } as const;
    expect(ENTRY_OF.sent(beacon)).toMatchObject({
      title: "2 events",
      detail: "shop · handed over, not answered",
    });
  });

  it("shows a page by its path and an event with its parameters", () => {
    const page = { pageId: "p", url: "https://shop.example/a?b=1", referrer: "" };
    expect(ENTRY_OF.page(page).title).toBe("/a?b=1");
    const track = { name: "search", params: { search_term: "coat" }, pageId: "p" };
    expect(ENTRY_OF.track(track)).toMatchObject({
      title: "search",
      detail: '{"search_term":"coat"}',
    });
  });

  it("shows an error as one", () => {
    const entry = ENTRY_OF.error({ code: "event_rejected", message: "unknown case" });
    expect(entry).toMatchObject({ title: "event_rejected", detail: "unknown case", tone: "bad" });
  });

  it.each([
    ["granted", "good"],
    ["pending", "fair"],
    ["denied", "bad"],
  ] as const)("takes %s consent for %s", (state, tone) => {
    expect(toneOfConsent(state)).toBe(tone);
    expect(ENTRY_OF.consent({ state, reason: "page" })).toMatchObject({ title: state, tone });
  });
});

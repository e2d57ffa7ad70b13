import { describe, expect, it } from "vitest";
import { collectEvent } from "./event.ts";
import { PARAMS_LIMIT_CHARACTERS, SEQ_LIMIT } from "./limits.ts";

const track = { seq: 1, event_id: "e", at: 5, type: "track", name: "view_item" };
const pathsOf = (event: unknown): string[] =>
  (collectEvent.safeParse(event).error?.issues ?? []).map(({ path }) => path.join("."));

describe("collectEvent", () => {
  it("reads a selection, a reward and an event that was tracked", () => {
    const told = { query_id: "q", token: "t", event_id: "e", at: 5 };
    expect(
      [
        { ...told, seq: 1, type: "select", action: "a" },
        { ...told, seq: 2, type: "reward", event_type: "purchase", value: 40, order_id: "o" },
        { ...track, seq: 3, page_id: "/p", params: { items: [{ item_id: "sku" }] } },
      ].map((event) => collectEvent.parse(event)),
    ).toEqual([
      {
        type: "select",
        seq: 1,
        at: 5,
        selection: { queryId: "q", action: "a", token: "t", eventId: "e", at: 5 },
      },
      {
        type: "reward",
        seq: 2,
        at: 5,
        reward: {
          queryId: "q",
          consumerId: undefined,
          eventType: "purchase",
          value: 40,
          token: "t",
          rewardId: "e",
          orderId: "o",
          at: 5,
        },
      },
      {
        type: "track",
        seq: 3,
        at: 5,
        eventId: "e",
        name: "view_item",
        pageId: "/p",
        params: { items: [{ item_id: "sku" }] },
      },
    ]);
  });

  it.each([
    ["seq", { ...track, seq: 0 }],
    ["seq", { ...track, seq: 1.5 }],
    ["seq", { ...track, seq: SEQ_LIMIT + 1 }],
    ["type", { ...track, type: "click" }],
    ["name", { ...track, name: "" }],
    ["params", { ...track, params: [] }],
    ["params", { ...track, params: { text: "x".repeat(PARAMS_LIMIT_CHARACTERS) } }],
    ["params", { ...track, params: { a: { b: { c: { d: { e: { f: {} } } } } } } }],
    ["value", { ...track, type: "reward", query_id: "q" }],
    ["action", { ...track, type: "select", query_id: "q" }],
  ])("blames %s", (path, event) => {
    expect(pathsOf(event)).toEqual([path]);
  });

  it("keeps hostile keys as data", () => {
    const params: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
    const event = collectEvent.parse({ ...track, params });
    expect(JSON.stringify(event)).toContain("__proto__");
    expect({}).not.toHaveProperty("polluted");
  });
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DecisionReference } from "../api.ts";
import { openContext } from "../context/context.fake.ts";
import { createFakeBrowser } from "../platform/platform.fake.ts";
import { latestSelection } from "./latest-selection.ts";
import { selectionEvent } from "./selection.ts";

const decision: DecisionReference = {
  queryId: "q1",
  case: "shop",
  source: "edge",
  action: "a",
  token: "token",
};

describe("selectionEvent", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 5000 });
  });

  it("reports the action that was decided", () => {
    expect(selectionEvent(openContext(createFakeBrowser()), decision)).toEqual({
      case: "shop",
      item: {
        type: "select",
        event_id: "id-1",
        at: 5000,
        query_id: "q1",
        action: "a",
        token: "token",
      },
    });
  });

  it("reports the action that the page chose instead, and remembers it", () => {
    const context = openContext(createFakeBrowser());
    expect(selectionEvent(context, decision, "b")?.item).toMatchObject({ action: "b" });
    expect(latestSelection(context.kept, "shop")).toMatchObject({ queryId: "q1", action: "b" });
  });

  it.each(["last-good", "default"] as const)("does not report a decision from %s", (source) => {
    const context = openContext(createFakeBrowser());
    expect(selectionEvent(context, { ...decision, source })).toBeUndefined();
    expect(latestSelection(context.kept, "shop")).toBeUndefined();
  });

  it("does not report the same selection twice, but another action", () => {
    const context = openContext(createFakeBrowser());
    selectionEvent(context, decision);
    expect(selectionEvent(context, decision)).toBeUndefined();
    expect(selectionEvent(context, decision, "b")).toBeDefined();
  });

  it("keeps products apart: what is bought later is the banner's reward", () => {
    const context = openContext(createFakeBrowser());
    const products = { ...decision, queryId: "q2", items: [{ id: "sku-1" }, { id: "sku-2" }] };
    selectionEvent(context, decision);
    expect(selectionEvent(context, products, "sku-1")?.item).toMatchObject({ query_id: "q2" });
    expect(selectionEvent(context, products, "sku-1")).toBeUndefined();
    expect(selectionEvent(context, products, "sku-2")?.item).toMatchObject({ action: "sku-2" });
    expect(latestSelection(context.kept, "shop")).toMatchObject({ queryId: "q1", action: "a" });
  });
});

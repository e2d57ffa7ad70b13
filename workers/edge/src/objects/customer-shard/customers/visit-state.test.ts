import { VISIT_CASES } from "@nextmove/contract/visit-cases";
import { describe, expect, it } from "vitest";
import { afterEvent, NEW_VISIT, stateOf } from "./visit-state.ts";
import type { TrackedEvent } from "../../../protocol/customer-shard/tracked-event.ts";

const event = (
  name: string,
  params: Record<string, unknown> = {},
  pageId?: string,
): TrackedEvent => ({
  type: "track",
  seq: 1,
  at: 0,
  name,
  params,
  ...(pageId === undefined ? {} : { page_id: pageId }),
});
const items = (...ids: unknown[]) => ({ items: ids.map((item_id) => ({ item_id })) });
const stateAfter = (...events: TrackedEvent[]) => stateOf(events.reduce(afterEvent, NEW_VISIT));

describe("the state of a visit", () => {
  it("is empty at first", () => {
    expect(stateAfter()).toEqual({});
  });

  it.each(VISIT_CASES)("tells $what", ({ events, state }) => {
    expect(stateAfter(...events.map(([name, params]) => event(name, params)))).toEqual(state);
  });

  it("says where the visitor is", () => {
    expect(
      stateAfter(
        event("page_view", {}, "/shoes"),
        event("newsletter", {}, "/shoes/1"),
        event("view_item", items("sku-1")),
      ),
    ).toEqual({ page_id: "/shoes/1", products_viewed: ["sku-1"] });
  });
});

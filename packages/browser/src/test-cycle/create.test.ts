import { describe, expect, expectTypeOf, it } from "vitest";
import { createTestNextmove } from "../testing/index.ts";
import { createTestCycle } from "./create.ts";

describe("createTestCycle", () => {
  it("tracks each call under the type of its event, with its fields as they are", () => {
    const nextmove = createTestNextmove();
    const cycle = createTestCycle(nextmove);
    cycle.assignModel({ modelId: "reference_v3", userTrackingId: "GA1.1.11.22" });
    cycle.assistanceTriggered({ assistanceId: "a-1", assistanceOffered: false });
    cycle.offerAccepted({ assistanceId: "a-1", userSelectionId: "phone" });
    cycle.assistanceStarted({ assistanceId: "a-1", at: "2026-11-21T10:00:00.000Z" });
    cycle.outcome({ assistanceId: "a-1", outcomeId: "support_1" });
    cycle.outcome({ outcomeId: "sales_4", value: 59.9, currency: "EUR", orderId: "order-9" });
    expect(nextmove.recorded.track.map(({ name, params }) => [name, params])).toEqual([
      ["model_assigned", { modelId: "reference_v3", userTrackingId: "GA1.1.11.22" }],
      ["assistance_triggered", { assistanceId: "a-1", assistanceOffered: false }],
      ["offer_accepted", { assistanceId: "a-1", userSelectionId: "phone" }],
      ["assistance_started", { assistanceId: "a-1", at: "2026-11-21T10:00:00.000Z" }],
      ["outcome", { assistanceId: "a-1", outcomeId: "support_1" }],
      ["outcome", { outcomeId: "sales_4", value: 59.9, currency: "EUR", orderId: "order-9" }],
    ]);
  });

  it("wants the fields of each event", () => {
    const cycle = createTestCycle(createTestNextmove());
    // @ts-expect-error: whether it was offered is what the potential of a model is computed from
    cycle.assistanceTriggered({ assistanceId: "a-1" });
    // @ts-expect-error: an outcome without a name is none
    cycle.outcome({ assistanceId: "a-1" });
    expectTypeOf(cycle.assignModel).parameter(0).toHaveProperty("modelId");
  });
});

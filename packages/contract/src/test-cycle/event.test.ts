import { describe, expect, it } from "vitest";
import { furtherOf, testCycleEvent } from "./event.ts";

const at = "2020-02-18T14:41:37.571Z";
const userTrackingId = "GA1.2.1500669880.1586985368";
const common = { userTrackingId, at };
const read = { userTrackingId, at: Date.parse(at), eventId: undefined };

describe("testCycleEvent", () => {
  it("reads the five events of the API's description", () => {
    const events = [
      { type: "model_assigned", ...common, modelId: "reference_v16" },
      { type: "assistance_triggered", ...common, assistanceId: "1234567", assistanceOffered: true },
      { type: "offer_accepted", ...common, assistanceId: "1234567", userSelectionId: "chat" },
      { type: "assistance_started", ...common, assistanceId: "1234567" },
      { type: "outcome", ...common, assistanceId: "1234567", outcomeId: "sales_2" },
    ];
    for (const event of events) {
      expect(testCycleEvent.parse(event)).toMatchObject({ ...event, ...read });
    }
  });

  it.each([
    [
      { type: "model-assigned", user_tracking_id: "u", model_id: "m" },
      { type: "model_assigned", userTrackingId: "u", modelId: "m" },
    ],
    [
      { type: "assistance-offered", user_tracking_id: "u" },
      { type: "assistance_triggered", assistanceOffered: true, assistanceId: "" },
    ],
    [
      { type: "assistance-triggered", user_tracking_id: "u", assisted_offered: false },
      { type: "assistance_triggered", assistanceOffered: false },
    ],
    [
      { type: "offer-accepted", "user-tracking-id": "u", user_selection_id: "phone" },
      { type: "offer_accepted", userTrackingId: "u", userSelectionId: "phone" },
    ],
    [
      { type: "outcome", user_tracking_id: "u", outcome_id: "support_1", order_id: "o" },
      { type: "outcome", outcomeId: "support_1", orderId: "o", assistanceId: undefined },
    ],
    [
      { type: "assistanceTriggered", userTrackingId: "u", assistanceOffered: true },
      { type: "assistance_triggered", assistanceOffered: true },
    ],
    [
      { type: "assistanceOffered", user_tracking_id: "u" },
      { type: "assistance_triggered", assistanceOffered: true },
    ],
  ])("reads the older spelling %j", (event, expected) => {
    expect(testCycleEvent.parse(event)).toMatchObject(expected);
  });

  it("prefers the spelling of today when both are there", () => {
    const event = { type: "model_assigned", user_tracking_id: "old", userTrackingId: "new" };
    expect(testCycleEvent.parse({ ...event, modelId: "m" }).userTrackingId).toBe("new");
  });

  it.each([
    ["2020-02-18T14:41:37.571Z", 1_582_036_897_571],
    ["2020-02-18T15:41:37.571+01:00", 1_582_036_897_571],
    ["2020-02-18T14:41:37", 1_582_036_897_000],
    [1_582_036_897_571, 1_582_036_897_571],
    [null, undefined],
  ])("reads the time %s", (time, expected) => {
    const event = { type: "outcome", userTrackingId: "u", outcomeId: "o", at: time };
    expect(testCycleEvent.parse(event).at).toBe(expected);
  });

  it.each([
    ["type", { type: "click", ...common }],
    ["userTrackingId", { type: "model_assigned", at, modelId: "m" }],
    ["modelId", { type: "model_assigned", ...common }],
    ["assistanceOffered", { type: "assistance_triggered", ...common }],
    ["userSelectionId", { type: "offer_accepted", ...common }],
    ["outcomeId", { type: "outcome", ...common }],
    ["at", { type: "outcome", userTrackingId, outcomeId: "o", at: "yesterday" }],
    ["at", { type: "outcome", userTrackingId, outcomeId: "o", at: -1 }],
    ["value", { type: "outcome", ...common, outcomeId: "o", value: 1e10 }],
    ["currency", { type: "outcome", ...common, outcomeId: "o", currency: "euro" }],
    ["", "model_assigned"],
  ])("blames %s", (path, event) => {
    const issues = testCycleEvent.safeParse(event).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});

describe("furtherOf", () => {
  const further = (body: object) => furtherOf(body, testCycleEvent.parse(body));

  it("is what the type has no name for, however it spells the others", () => {
    const event = { type: "model-assigned", user_tracking_id: "u", model_id: "m", at };
    expect(further(event)).toBeUndefined();
    const besides = { page: "/p", outcomeId: "o", constructor: "c" };
    expect(further({ ...event, ...besides, key: "pk" })).toEqual(besides);
  });

  it("is nothing when it is long", () => {
    const event = { type: "outcome", ...common, outcomeId: "o" };
    expect(further({ ...event, note: "n".repeat(2_030) })).toBeDefined();
    expect(further({ ...event, note: "n".repeat(2_048) })).toBeUndefined();
  });
});

import { type SentTestCycleEvent, testCycleEvent } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { complete } from "./complete.ts";

const NOW = Date.UTC(2026, 10, 1);
const MINUTE_MS = 60_000;
const receipt = { receivedAt: NOW, requestKey: undefined, byPage: false };
const outcome = (change: object = {}): SentTestCycleEvent =>
  testCycleEvent.parse({
    type: "outcome",
    userTrackingId: "GA1.2.11.22",
    at: NOW - MINUTE_MS,
    outcomeId: "sales_2",
    ...change,
  });
const idOf = (event: SentTestCycleEvent, change: object = {}) =>
  complete(event, { ...receipt, ...change }).eventId;

describe("complete", () => {
  it("says of whom it is and when it came", () => {
    expect(complete(outcome(), receipt)).toMatchObject({
      userTrackingId: "GA1.2.11.22",
      visitor: "11.22",
      at: NOW - MINUTE_MS,
      receivedAt: NOW,
    });
    expect(complete(outcome(), { ...receipt, visitor: "consumer" }).visitor).toBe("consumer");
  });

  it.each([
    ["nothing", undefined, NOW],
    ["long ago", NOW - 365 * 86_400_000, NOW - 365 * 86_400_000],
    ["a clock that is a little ahead", NOW + 5 * MINUTE_MS, NOW + 5 * MINUTE_MS],
    ["a clock that is wrong", NOW + 5 * MINUTE_MS + 1, NOW],
  ])("takes for the time of %s what can be", (_, at, expected) => {
    expect(complete(outcome({ at }), receipt).at).toBe(expected);
  });

  it("gives an event the same id whenever and however it comes again", () => {
    const id = idOf(outcome());
    expect(idOf(outcome(), { receivedAt: NOW + 1 })).toBe(id);
    expect(idOf(outcome({ userTrackingId: "11.22" }))).toBe(id);
    expect(idOf(outcome({ value: 3, currency: "EUR" }))).toBe(id);
    expect(idOf(outcome({ eventId: "given" }))).toBe("given");
  });

  it.each([
    ["time", { at: NOW }],
    ["visitor", { userTrackingId: "11.23" }],
    ["outcome", { outcomeId: "sales_3" }],
    ["order", { orderId: "o" }],
    ["assistance", { assistanceId: "a" }],
  ])("tells events apart by their %s", (_, change) => {
    expect(idOf(outcome(change))).not.toBe(idOf(outcome()));
  });

  it("tells events without a time apart by when they came, or by the request's own key", () => {
    const event = outcome({ at: null });
    expect(idOf(event, { receivedAt: NOW + 1 })).not.toBe(idOf(event));
    const keyed = { requestKey: "key#0" };
    expect(idOf(event, { ...keyed, receivedAt: NOW + 1 })).toBe(idOf(event, keyed));
  });
});

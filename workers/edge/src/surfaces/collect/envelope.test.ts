import { collectEvent, collectRequest } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { call, DAY_MS, MINUTE_MS, START } from "../../../test/examples.ts";
import { envelopeOf } from "./envelope.ts";

const scene = { caseId: "shop", call: call(START) };
const track = (seq: unknown, at: number) => ({
  seq,
  event_id: `e-${String(seq)}`,
  at,
  type: "track",
  name: "view_item",
});
const request = (events: unknown[], more: object = {}) =>
  collectRequest.parse({ consumer_id: "someone", tab: "tab-00001", events, ...more });
const takenOf = (events: unknown[]) =>
  events.map((event, index) => ({ index, event: collectEvent.parse(event) }));
const refusedWith = (code: string, index: number) => ({ index, code, message: "" });

describe("what a consumer's object is told", () => {
  it("is on the server's clock, whatever the browser's says", () => {
    const wrongBy = 400 * DAY_MS;
    const sent = START - wrongBy;
    const events = [track(1, sent - MINUTE_MS), track(2, sent), track(3, sent + MINUTE_MS)];
    const told = envelopeOf(scene, request(events, { sent_at: sent }), {
      taken: takenOf(events),
      failed: [],
    });
    expect(told?.events.map(({ at }) => START - at)).toEqual([MINUTE_MS, 0, 0]);
  });

  it("is never older than a month", () => {
    const events = [track(1, 0)];
    const told = envelopeOf(scene, request(events), { taken: takenOf(events), failed: [] });
    expect(told?.events.map(({ at }) => START - at)).toEqual([30 * DAY_MS]);
  });

  it("names what was refused for good, not what is to be sent again", () => {
    const numbers = [1, 2, 3, "no number", 5, 6];
    const events = numbers.map((seq) => track(seq, 0));
    const failed = [
      refusedWith("token_invalid", 0),
      refusedWith("newer_epoch", 1),
      refusedWith("overloaded", 2),
      refusedWith("invalid_body", 3),
      refusedWith("selection_conflict", 4),
      refusedWith("internal", 5),
    ];
    expect(envelopeOf(scene, request(events), { taken: [], failed })?.refused).toEqual([
      { seq: 1, code: "token_invalid" },
      { seq: 5, code: "selection_conflict" },
    ]);
  });

  it("is nothing of nobody", () => {
    const nobody = request([], { consumer_id: null });
    expect(envelopeOf(scene, nobody, { taken: [], failed: [] })).toBeUndefined();
  });
});

import { testCycleEvent } from "@nextmove/contract";
import { expect, it } from "vitest";
import { complete } from "../surfaces/test-cycle/complete.ts";
import { testCycleMessageOf } from "./test-cycle-messages.ts";

const at = "2020-02-18T14:41:37.571Z";

it.each([
  { type: "assistance_triggered", userTrackingId: "u", at, assistanceOffered: false },
  { type: "offer_accepted", userTrackingId: "u", at, userSelectionId: "chat" },
  { type: "assistance_started", userTrackingId: "u", at, assistanceId: "1234567" },
])("tells of $type as it came, so that another such API takes it", (event) => {
  const receipt = { receivedAt: Date.parse(at), requestKey: undefined, byPage: false };
  const stored = complete(testCycleEvent.parse(event), receipt);
  const { data } = testCycleMessageOf({ account: "demo", label: "0" }, 1, stored);
  expect(data).toEqual(event);
  expect(testCycleEvent.safeParse(data).success).toBe(true);
});

import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";

import { createTestCycle } from "../../../packages/browser/src/test-cycle/create.ts";
import { createTestNextmove } from "../../../packages/browser/src/testing/index.ts";
import { openPage } from "../collect/client/page.ts";
import { DAY_MS, sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY } from "../nba/client/http.ts";
import { senderOf } from "./client/send.ts";
import { testCycleOf } from "./client/exported.ts";

const api = sharedApi();
const { call } = api;
const send = senderOf(api);

/** A page of a case of its own, that tracks what the SDK's typed calls track. */
const open = async () => {
  const page = openPage(api, await api.putCase(`tc-${randomUUID()}`));
  const nextmove = createTestNextmove();
  const tracked = () => nextmove.recorded.track.map(({ name, params }) => page.track(name, params));
  return { page, cycle: createTestCycle(nextmove), tracked };
};

it("takes the SDK's typed calls for what they say, of the consumer, once", async () => {
  const { page, cycle, tracked } = await open();
  cycle.assignModel({ modelId: "offers_v2" });
  cycle.assistanceTriggered({ assistanceId: "a-1", assistanceOffered: true });
  cycle.offerAccepted({ assistanceId: "a-1", userSelectionId: "chat" });
  cycle.assistanceStarted({ assistanceId: "a-1" });
  cycle.outcome({ assistanceId: "a-1", outcomeId: "sales_2", value: 59.9, currency: "EUR" });
  const events = tracked();
  const aliases = { ga_client_id: "123.456" };
  expect(await page.sent(events, { aliases })).toMatchObject({ received: 5, failed: [] });
  expect(await page.sent(events, { aliases })).toMatchObject({ received: 5, failed: [] });
  const common = { visitor: page.consumer, userTrackingId: "123.456" };
  expect(await testCycleOf(api, page.consumer)).toMatchObject([
    { ...common, type: "model_assigned", modelId: "offers_v2" },
    { ...common, type: "assistance_triggered", assistanceId: "a-1", assistanceOffered: true },
    { ...common, type: "offer_accepted", userSelectionId: "chat" },
    { ...common, type: "assistance_started" },
    { ...common, type: "outcome", outcomeId: "sales_2", value: 59.9, currency: "EUR" },
  ]);
});

it("takes a shop's own tracking id, and its times by the server's clock", async () => {
  const { page, cycle, tracked } = await open();
  const slowBy = 3_600_000;
  const at = new Date(Date.now() - slowBy - 60_000).toISOString();
  cycle.outcome({ outcomeId: "sales_2", userTrackingId: "session-7", at });
  await page.sent(tracked(), { sent_at: Date.now() - slowBy });
  const [event] = await testCycleOf(api, page.consumer);
  expect(event).toMatchObject({ visitor: page.consumer, userTrackingId: "session-7" });
  const ageMs = Number(event?.["receivedAt"]) - Number(event?.["at"]);
  expect(Math.abs(ageMs - 60_000)).toBeLessThan(20_000);
});

it("keeps what else an event says", async () => {
  const { page } = await open();
  await page.sent([page.track("assistance_started", { assistanceId: "a-1", agent: "anna" })]);
  const [event] = await testCycleOf(api, page.consumer);
  expect(event).toMatchObject({ assistanceId: "a-1", further: { agent: "anna" } });
});

it("refuses what is no event of the test cycle, and takes the others along", async () => {
  const { page } = await open();
  const answer = await page.sent([
    page.track("outcome", { value: 10 }),
    page.track("outcome", { outcomeId: "sales_2", value: -10 }),
    page.track("page_view"),
  ]);
  expect(answer).toMatchObject({
    received: 1,
    failed: [
      { index: 0, code: "invalid_body", path: "params.outcomeId" },
      { index: 1, code: "value_refused" },
    ],
  });
  expect(await testCycleOf(api, page.consumer)).toEqual([]);
});

it("hands over and erases what is known under the consumer's name and under Google's", async () => {
  const { page, cycle, tracked } = await open();
  const google = `${Math.floor(Math.random() * 1e9)}.${Date.now()}`;
  cycle.outcome({ outcomeId: "sales_2" });
  await page.sent(tracked(), { aliases: { ga_client_id: google } });
  await send({ type: "outcome", userTrackingId: `GA1.1.${google}`, outcomeId: "support_1" });
  const outcomes = (await testCycleOf(api, page.consumer)).map(({ outcomeId }) => outcomeId);
  expect(outcomes).toHaveLength(2);
  expect(new Set(outcomes)).toEqual(new Set(["sales_2", "support_1"]));
  await api.erase(page.consumer);
  expect(await testCycleOf(api, page.consumer)).toEqual([]);
  expect(await testCycleOf(api, google)).toEqual([]);
});

it("joins what a server says under Google's id to the consumer whose pages said whose it is", async () => {
  const caseId = await api.putCase(`tc-${randomUUID()}`);
  await call("PUT", `/v3/test-cycle/periods/p-${randomUUID()}`, {
    key: ADMIN_KEY,
    body: {
      start: Date.now() - DAY_MS,
      end: Date.now() + DAY_MS,
      models: [
        { modelId: "a", role: "reference" },
        { modelId: "b", role: "test" },
      ],
    },
  });
  const google = `${Math.floor(Math.random() * 1e9)}.${Date.now()}`;
  const consumer_id = randomUUID();
  const outcome = { type: "outcome", userTrackingId: `GA1.1.${google}` };
  await send({ ...outcome, outcomeId: "sales_1" });
  await api.decide(caseId, {
    consumer_id,
    state: {},
    actions: ["a"],
    aliases: { ga_client_id: google },
  });
  await send({ ...outcome, outcomeId: "sales_2" });
  const known = (await testCycleOf(api, consumer_id)).map(({ outcomeId }) => outcomeId);
  expect(known).toHaveLength(2);
  expect(new Set(known)).toEqual(new Set(["sales_1", "sales_2"]));
  // Only a decision told about the alias: nothing was collected that would know it.
  await api.erase(consumer_id);
  await send({ ...outcome, outcomeId: "sales_3" });
  expect(await testCycleOf(api, consumer_id)).toEqual([]);
  expect(await testCycleOf(api, google)).toMatchObject([{ outcomeId: "sales_3" }]);
});

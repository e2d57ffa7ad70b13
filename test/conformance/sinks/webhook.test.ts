import { forwardedMessage } from "@nextmove/contract";
import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../harness/server.ts";
import { apiAt } from "../nba/client/api.ts";
import { startReceiver } from "../../harness/receiver.ts";
import { isSignedBy } from "./client/signature.ts";
import { sinksOf } from "./client/sinks.ts";

const server = await startServer();
const receiver = await startReceiver();
afterAll(async () => {
  await server.close();
  await receiver.close();
});
const api = apiAt(server.url);
const sinks = sinksOf(api);

describe("a webhook", () => {
  it("gets a decision, its selection and its reward, in this order, signed", async () => {
    const caseId = await api.putCase("webhooks");
    const made = await sinks.put("hook", {
      kind: "webhook",
      url: `${receiver.url}/hook`,
      cases: [caseId],
    });
    await api.decide(caseId, { query_id: "w-1", consumer_id: "anna", actions: ["a", "b"] });
    await api.select(caseId, { query_id: "w-1", action: "a" });
    await api.reward(caseId, { query_id: "w-1", event_type: "purchase", value: 9, order_id: "o1" });
    await api.decide(caseId, { query_id: "w-test", actions: ["a"], test_api: true });
    await api.advance(3_000);

    const deliveries = await receiver.received(3);
    const messages = deliveries.map(({ json }) => forwardedMessage.parse(json));
    expect(messages).toMatchObject([
      { type: "decision", visitor: "anna", data: { query_id: "w-1", mode: "model" } },
      { type: "select", visitor: "anna", data: { query_id: "w-1", action: "a" } },
      { type: "reward", visitor: "anna", data: { event_type: "purchase", value: 9 } },
    ]);
    expect(messages.map(({ id }) => id)).toEqual([1, 2, 3].map((seq) => `${caseId}.0.0.${seq}`));
    expect(deliveries.map(({ headers }) => headers["webhook-id"])).toEqual(
      messages.map(({ id }) => id),
    );
    for (const delivery of deliveries) {
      expect(isSignedBy(made.secret ?? "", delivery)).toBe(true);
      expect(delivery.path).toBe("/hook");
    }
    expect((await sinks.get("hook")).health).toMatchObject({ delivered: 3, waiting: 0, parked: 0 });
  });
});

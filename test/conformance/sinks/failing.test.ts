import { afterAll, describe, expect, it } from "vitest";

import { apiAt, DAY_MS, HOUR_MS } from "../nba/client/api.ts";
import { refused } from "../nba/client/problem.ts";
import { accept, type Behaviour, type Delivery, startReceiver } from "../../harness/receiver.ts";
import { sinksOf } from "./client/sinks.ts";
import { startWorkerd } from "./client/workerd.ts";

// Wrangler's harness answers 500 in place of a redirect.
const server = await startWorkerd();
const receiver = await startReceiver();
afterAll(async () => {
  await server.stop();
  await receiver.close();
});
const api = apiAt(server.url);
const sinks = sinksOf(api);

const answering =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (_, response) =>
    response.writeHead(status, headers).end();

/** By when what has failed a few times has been tried again. */
const RETRIED_MS = 60_000;

/**
 * A sink of its own for a case of its own, and what it was sent. How often in vain depends on the
 * machine: the first retry comes half a second after at the earliest, on the real clock too.
 */
async function openSink(name: string, settings: Record<string, unknown> = {}) {
  const caseId = await api.putCase(name);
  const url = `${receiver.url}/${name}`;
  await sinks.put(name, { kind: "webhook", url, cases: [caseId], ...settings });
  const sent = () => receiver.deliveries.filter(({ path }) => path === `/${name}`);
  const queries = (deliveries: readonly Delivery[]) =>
    deliveries.map(({ json }) => (json["data"] as { query_id: string }).query_id);
  const arrived = () => queries(sent());
  const tried = () => [...new Set(arrived())].toSorted();
  const taken = () => queries(sent().filter(({ isAccepted }) => isAccepted));
  const decide = (query_id: string, consumer_id: string) =>
    api.decide(caseId, { query_id, consumer_id, actions: ["a", "b"] });
  return { arrived, tried, taken, decide, health: async () => (await sinks.get(name)).health };
}

describe("a sink whose endpoint", () => {
  it("fails for one visitor goes on with the others, and comes back to them in order", async () => {
    receiver.behave((delivery, response, count) =>
      delivery.json["visitor"] === "anna"
        ? response.writeHead(500).end("trouble")
        : accept(delivery, response, count),
    );
    const { tried, taken, decide, health } = await openSink("fails");
    await decide("f-1", "anna");
    await decide("f-2", "anna");
    await decide("f-3", "ben");
    await api.advance(3_000);
    expect(tried()).toEqual(["f-1", "f-3"]);
    expect(await health()).toMatchObject({
      delivered: 1,
      waiting: 2,
      last_error: { reason: "answered 500" },
      breaker: { state: "closed" },
    });
    receiver.behave(accept);
    await api.advance(RETRIED_MS);
    expect(taken()).toEqual(["f-3", "f-1", "f-2"]);
    expect(await health()).toMatchObject({ delivered: 3, waiting: 0, oldest_waiting_ms: null });
  });

  it("hangs is not waited for, and gets the same message again", async () => {
    receiver.behave(() => undefined);
    const { arrived, taken, decide, health } = await openSink("hangs", { timeout_ms: 500 });
    await decide("h-1", "anna");
    await api.advance(3_000);
    expect((await health()).last_error?.reason).toBe("no answer within 500 ms");
    receiver.behave(accept);
    await api.advance(RETRIED_MS);
    expect(taken()).toEqual(["h-1"]);
    expect(arrived().length).toBeGreaterThan(1);
    const ids = receiver.deliveries
      .filter(({ path }) => path === "/hangs")
      .map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(1);
  });

  it("hangs does not keep the caller that deletes the sink", async () => {
    const asked = new Promise<void>((resolve) => {
      receiver.behave(() => resolve());
    });
    const { decide } = await openSink("hangs-deleted", { timeout_ms: 30_000 });
    await decide("d-1", "anna");
    await asked;
    const begunAt = performance.now();
    await sinks.remove("hangs-deleted");
    expect(performance.now() - begunAt).toBeLessThan(10_000);
    receiver.behave(accept);
  });

  it("accepts late has its messages twice, under one id, and still in order", async () => {
    receiver.behave((_, response) => {
      setTimeout(() => response.writeHead(200).end(), 800);
    });
    const { arrived, taken, decide, health } = await openSink("late", { timeout_ms: 500 });
    await decide("l-1", "anna");
    await decide("l-2", "anna");
    await api.advance(3_000);
    receiver.behave(accept);
    await api.advance(RETRIED_MS);
    expect(taken()).toEqual(["l-1", "l-2"]);
    expect(arrived().slice(0, 2)).toEqual(["l-1", "l-1"]);
    expect(arrived()).toEqual(arrived().toSorted());
    expect(await health()).toMatchObject({ delivered: 2, waiting: 0 });
  });

  it("redirects is not followed", async () => {
    receiver.behave(answering(302, { location: `${receiver.url}/elsewhere` }));
    const { tried, decide, health } = await openSink("redirects");
    await decide("r-1", "anna");
    await api.advance(3_000);
    expect(tried()).toEqual(["r-1"]);
    expect(receiver.deliveries.map(({ path }) => path)).not.toContain("/elsewhere");
    expect((await health()).last_error?.reason).toContain("redirects are not followed");
    receiver.behave(accept);
    await api.advance(RETRIED_MS);
    expect(await health()).toMatchObject({ delivered: 1 });
  });

  it("asks for patience gets it", async () => {
    receiver.behave(answering(429, { "retry-after": "1800" }));
    const { arrived, decide, health } = await openSink("patience");
    await decide("p-1", "anna");
    await api.advance(3_000);
    receiver.behave(accept);
    await api.advance(1_500_000);
    expect(arrived()).toEqual(["p-1"]);
    await api.advance(600_000);
    expect(arrived()).toEqual(["p-1", "p-1"]);
    expect(await health()).toMatchObject({ delivered: 1, waiting: 0 });
  });

  it("answers 410 is left alone until its operator says otherwise", async () => {
    receiver.behave(answering(410));
    const { arrived, decide, health } = await openSink("gone");
    await decide("g-1", "anna");
    await api.advance(3_000);
    expect((await sinks.get("gone")).disabled).toMatchObject({ reason: /410/ });
    receiver.behave(accept);
    await decide("g-2", "anna");
    await api.advance(HOUR_MS);
    expect(arrived()).toEqual(["g-1"]);

    const url = `${receiver.url}/gone`;
    const again = await sinks.put("gone", { kind: "webhook", url, cases: ["gone"] });
    expect(again.disabled).toBeUndefined();
    expect(again.secret).toBeUndefined();
    await api.advance(3_000);
    expect(arrived()).toEqual(["g-1", "g-1", "g-2"]);
    expect(await health()).toMatchObject({ delivered: 2, waiting: 0 });
  });

  it("refuses a message for days has it parked with its reason, and replayed when asked", async () => {
    receiver.behave((delivery, response, count) =>
      (delivery.json["data"] as { query_id: string }).query_id === "k-1"
        ? response.writeHead(422).end()
        : accept(delivery, response, count),
    );
    const { arrived, decide, health } = await openSink("parks");
    await decide("k-1", "anna");
    await decide("k-2", "anna");
    for (let day = 0; day < 4; day++) await api.advance(DAY_MS);
    expect(arrived().at(-1)).toBe("k-2");
    expect(await health()).toMatchObject({
      delivered: 1,
      waiting: 0,
      parked: 1,
      parked_reasons: [{ id: "parks.0.0.1", reason: "answered 422" }],
    });
    receiver.behave(accept);
    expect(await sinks.replay("parks")).toBe(1);
    await api.advance(1_000);
    expect(arrived().at(-1)).toBe("k-1");
    expect(await health()).toMatchObject({ delivered: 2, parked: 0, parked_reasons: [] });
  });

  it("fails for everybody is left alone for a while", async () => {
    receiver.behave(answering(500));
    const { arrived, health } = await openSink("breaks");
    const customers = Array.from({ length: 120 }, (_, n) => ({
      query_id: `b-${n}`,
      consumer_id: `visitor-${n}`,
    }));
    await api.decideBatch("breaks", { customers, actions: ["a", "b"] });
    await api.advance(3_000);
    expect((await health()).breaker.state).toBe("open");
    expect(arrived().length).toBeLessThan(120);
    receiver.behave(accept);
    // Once to show that it is well again, once more for those that had failed.
    await api.advance(HOUR_MS);
    await api.advance(HOUR_MS);
    expect(await health()).toMatchObject({ delivered: 120, waiting: 0 });
    expect(new Set(arrived()).size).toBe(120);
  });
});

describe("a sink whose settings change", () => {
  it("is tried at once with everything that waits", async () => {
    receiver.behave(answering(429, { "retry-after": "3600" }));
    const { arrived, decide, health } = await openSink("mended");
    await decide("m-1", "anna");
    await decide("m-2", "anna");
    await api.advance(3_000);
    receiver.behave(accept);
    await api.advance(60_000);
    expect(arrived()).toEqual(["m-1"]);
    await sinks.put("mended", {
      kind: "webhook",
      url: `${receiver.url}/mended`,
      cases: ["mended"],
    });
    await api.advance(1_000);
    expect(arrived()).toEqual(["m-1", "m-1", "m-2"]);
    expect(await health()).toMatchObject({ delivered: 2, waiting: 0 });
  });
});

describe("what a sink still holds", () => {
  it("is dropped with it", async () => {
    receiver.behave(answering(500));
    const { arrived, tried, decide } = await openSink("dropped");
    await decide("d-1", "anna");
    await api.advance(3_000);
    await sinks.remove("dropped");
    refused(await sinks.call("GET", "/v3/sinks/dropped"), 404, "unknown_sink");
    expect(tried()).toEqual(["d-1"]);
    const times = arrived().length;
    receiver.behave(accept);
    await api.advance(HOUR_MS);
    expect(arrived()).toHaveLength(times);

    const { health } = await openSink("dropped");
    expect(await health()).toMatchObject({ delivered: 0, waiting: 0 });
  });

  it("is forgotten with the consumer it is of", async () => {
    receiver.behave(answering(500));
    const { taken, decide, health } = await openSink("erased");
    await decide("e-1", "carl");
    await decide("e-2", "dora");
    await api.advance(3_000);
    await api.erase("carl");
    receiver.behave(accept);
    await api.advance(RETRIED_MS);
    expect(taken()).toEqual(["e-2"]);
    expect(await health()).toMatchObject({ delivered: 1, waiting: 0, erased: 1 });
  });
});

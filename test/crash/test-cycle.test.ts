import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { testCycleEventsResponse } from "@nextmove/contract";
import { createRandom } from "@nextmove/engine";
import { afterAll, describe, expect, inject, it } from "vitest";

import { type HttpClient, httpClient } from "../harness/http-client.ts";
import { startRawWorkerd } from "../harness/raw-workerd.ts";

const ROUNDS = 6;
/** A round crashes after this many acknowledgements. */
const ACKNOWLEDGEMENTS = { least: 5, most: 60 };
const CLIENTS = 12;
const EVENTS_PER_BATCH = 7;
const VISITORS = 40;
/** Longer than decisions wait to be handed over, twice. */
const SETTLED_MS = 5_000;
const DAY_MS = 86_400_000;
const CASE = "crash-test-cycle";

const SECRET = { authorization: "Bearer sk_test_demo" };
const ADMIN = { authorization: "Bearer ak_test_demo" };

const folder = mkdtempSync(join(tmpdir(), "nextmove-crash-test-cycle-"));
const stateFolder = join(folder, "state");
const configPath = inject("workerdConfigPath");

afterAll(() => rmSync(folder, { recursive: true }));

interface SentEvent {
  eventId: string;
  userTrackingId: string;
}

/** A server of the shop: sends what it has until it is answered, then what comes next. */
interface Client {
  name: string;
  batches: number;
  pending: SentEvent[];
}

/** What was answered. */
interface Answered {
  events: SentEvent[];
  decided: Set<string>;
}

const nextBatch = (client: Client, random: () => number): SentEvent[] => {
  client.batches += 1;
  return Array.from({ length: EVENTS_PER_BATCH }, (_, index) => ({
    type: "outcome",
    outcomeId: "sales_1",
    eventId: `${client.name}-${client.batches}-${index}`,
    userTrackingId: `visitor-${Math.floor(random() * VISITORS)}`,
  }));
};

const succeed = async (http: HttpClient, path: string, body: object): Promise<unknown> => {
  const answer = await http.send({ path, headers: SECRET, body });
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body);
};

/** A batch of events, and a decision for a visitor of it. */
async function step(
  client: Client,
  http: HttpClient,
  answered: Answered,
  random: () => number,
): Promise<void> {
  if (client.pending.length === 0) client.pending = nextBatch(client, random);
  const response = await succeed(http, "/v3/test-cycle/events", { events: client.pending });
  const { accepted, duplicates } = testCycleEventsResponse.parse(response);
  expect(accepted + duplicates).toBe(client.pending.length);
  answered.events.push(...client.pending);
  const consumer_id = client.pending[0]?.userTrackingId ?? "";
  client.pending = [];
  await succeed(http, `/v3/action/${CASE}`, { consumer_id, actions: ["a", "b"], state: {} });
  answered.decided.add(consumer_id);
}

async function sendUntilCrash(
  url: string,
  clients: readonly Client[],
  answered: Answered,
  random: () => number,
  crash: { afterAcknowledgements: number; now: () => Promise<void> },
): Promise<void> {
  const http = httpClient(url, CLIENTS);
  let acknowledgements = 0;
  let stopped: Promise<void> | undefined;
  const work = async (client: Client): Promise<void> => {
    while (!stopped) {
      try {
        await step(client, http, answered, random);
      } catch (error) {
        // What breaks once the server was killed is what this is about.
        if (!stopped) throw error;
      }
      acknowledgements += 1;
      if (acknowledgements >= crash.afterAcknowledgements) stopped ??= crash.now();
    }
  };
  await Promise.all(clients.map(work));
  await stopped;
  http.close();
}

const put = async (url: string, path: string, body: object): Promise<void> => {
  const answer = await fetch(`${url}${path}`, {
    method: "PUT",
    headers: ADMIN,
    body: JSON.stringify(body),
  });
  expect(answer.ok, await answer.text()).toBe(true);
};

/** What the test cycle holds of a visitor. */
const heldOf = async (url: string, visitor: string): Promise<Record<string, unknown>[]> => {
  const answer = await fetch(`${url}/v3/consumers/${visitor}/export`, { headers: SECRET });
  const lines = (await answer.text()).trim().split("\n");
  return lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ kind }) => kind === "test_cycle");
};

describe("kill -9 while events of the test cycle come in", () => {
  it(`keeps all that was answered, once, in ${ROUNDS} rounds`, async () => {
    const random = createRandom("crash test cycle");
    const clients = Array.from({ length: CLIENTS }, (_, index): Client => ({
      name: `client-${index}`,
      batches: 0,
      pending: [],
    }));
    const answered: Answered = { events: [], decided: new Set() };
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startRawWorkerd({ configPath, stateFolder });
      if (round === 0) {
        await put(server.url, `/v3/cases/${CASE}`, { shards: 2 });
        await put(server.url, "/v3/test-cycle/periods/crash", {
          caseId: CASE,
          start: Date.now() - DAY_MS,
          end: Date.now() + DAY_MS,
          models: [
            { modelId: "reference_v1", role: "reference" },
            { modelId: "live", role: "test" },
          ],
        });
      }
      const { least, most } = ACKNOWLEDGEMENTS;
      await sendUntilCrash(server.url, clients, answered, random, {
        afterAcknowledgements: least + Math.floor(random() * (most - least)),
        now: () => server.stop("SIGKILL"),
      });
    }

    const server = await startRawWorkerd({ configPath, stateFolder });
    const http = httpClient(server.url, CLIENTS);
    for (const client of clients) {
      if (client.pending.length > 0) await step(client, http, answered, random);
    }
    http.close();
    const body = JSON.stringify({ advance_ms: SETTLED_MS });
    await fetch(`${server.url}/dev/clock`, { method: "POST", body });

    for (let index = 0; index < VISITORS; index++) {
      const visitor = `visitor-${index}`;
      const held = await heldOf(server.url, visitor);
      const idsOf = (type: string) =>
        held.filter((event) => event["type"] === type).map((event) => String(event["eventId"]));
      const expected = answered.events
        .filter(({ userTrackingId }) => userTrackingId === visitor)
        .map(({ eventId }) => eventId);
      const outcomes = idsOf("outcome");
      expect(outcomes).toHaveLength(new Set(outcomes).size);
      expect(new Set(outcomes)).toEqual(new Set(expected));
      if (answered.decided.has(visitor)) expect(idsOf("model_assigned")).toHaveLength(1);
    }
    expect(answered.events.length).toBeGreaterThan(ROUNDS * ACKNOWLEDGEMENTS.least);
    await server.stop();
  });
});

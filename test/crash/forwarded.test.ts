import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { forwardedMessage, sinkStatus } from "@nextmove/contract";
import { createRandom } from "@nextmove/engine";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { startRawWorkerd } from "../harness/raw-workerd.ts";
import { accept, type Behaviour, type Receiver, startReceiver } from "../harness/receiver.ts";
import { administer } from "./administer.ts";
import { createEpisode } from "./episode.ts";
import { firstThose, playUntilCrash, type Target } from "./load.ts";
import type { Visit } from "./visit.ts";

const ROUNDS = 12;
/** From before the first page is handed over to when many have been delivered. */
const ACKNOWLEDGEMENTS = { least: 30, most: 500 };
/** An endpoint in trouble is left alone for 15 minutes at most, a message for 6 hours. */
const PATIENCE_MS = 6 * 3_600_000;
/** What was tried often in vain needs as many waits. */
const WAITS = 12;

const TARGET: Target = { caseId: "forwarded", headers: { authorization: "Bearer sk_test_demo" } };

const folder = mkdtempSync(join(tmpdir(), "nextmove-forwarded-"));
const stateFolder = join(folder, "state");
const configPath = inject("workerdConfigPath");
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

describe("kill -9 between the log, the sink and the endpoint", () => {
  it(`loses nothing and reorders nobody's events, in ${ROUNDS} rounds`, async () => {
    const random = createRandom("forwarded");
    receiver.behave(troublesome(random));
    const visits: Visit[] = [];
    const open = (): Visit => {
      const episode = createEpisode(`query-${visits.length}`, random);
      const visit = { episode, acknowledged: new Map() };
      visits.push(visit);
      return visit;
    };
    let cutOff: Visit[] = [];
    const deliveredBefore: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startRawWorkerd({ configPath, stateFolder });
      if (round === 0) {
        await administer(server.url, "PUT", "/v3/cases/forwarded", { shards: 3 });
        const sink = { kind: "webhook", url: receiver.url, timeout_ms: 1_000 };
        await administer(server.url, "PUT", "/v3/sinks/hook", sink);
      }
      const { least, most } = ACKNOWLEDGEMENTS;
      cutOff = await playUntilCrash(server.url, TARGET, firstThose(cutOff, open), {
        afterAcknowledgements: least + Math.floor(random() * (most - least)),
        now: () => server.stop("SIGKILL"),
      });
      deliveredBefore.push(receiver.deliveries.length);
    }

    const server = await startRawWorkerd({ configPath, stateFolder });
    await playUntilCrash(server.url, TARGET, cutOff.values(), {
      afterAcknowledgements: Number.POSITIVE_INFINITY,
      now: () => Promise.resolve(),
    });
    receiver.behave(accept);
    for (let wait = 0; wait < WAITS; wait++) {
      await administer(server.url, "POST", "/dev/clock", { advance_ms: PATIENCE_MS });
    }
    const { health } = sinkStatus.parse(await administer(server.url, "GET", "/v3/sinks/hook"));
    await server.stop();

    expect(health).toMatchObject({ waiting: 0, parked: 0, lost: 0 });
    // It has been killed while it delivered.
    expect(new Set(deliveredBefore).size).toBeGreaterThan(ROUNDS / 2);
    const messages = receiver.deliveries.map(({ json }) => forwardedMessage.parse(json));
    expect(kindsOf(messages)).toEqual(kindsOf(visits.flatMap((visit) => [...happened(visit)])));
    expect(health.delivered).toBe(new Set(messages.map(({ id }) => id)).size);
    const texts = Map.groupBy(receiver.deliveries, ({ headers }) => headers["webhook-id"]);
    for (const same of texts.values()) {
      expect(new Set(same.map(({ text }) => text)).size).toBe(1);
    }
    for (const ofVisitor of Map.groupBy(messages, ({ visitor }) => visitor).values()) {
      const seqs = ofVisitor.map(({ id }) => Number(id.split(".").at(-1)));
      expect(seqs).toEqual(seqs.toSorted((left, right) => left - right));
    }
  });
});

/** An endpoint on a bad day. */
const troublesome =
  (random: () => number): Behaviour =>
  (delivery, response, count) => {
    const luck = random();
    if (luck < 0.05) response.writeHead(500).end();
    else if (luck < 0.1) response.writeHead(503, { "retry-after": "1" }).end();
    else if (luck < 0.13) response.destroy();
    // It takes the message, and nobody learns of it in time.
    else if (luck < 0.15) return;
    else accept(delivery, response, count);
  };

type Happening = { type: string; data: Record<string, unknown> };

/** What a visit leaves in the log: once each, however often it was sent. */
function* happened({ episode }: Visit): Generator<Happening, void> {
  const data = { query_id: episode.queryId };
  yield { type: "decision", data };
  if (episode.selectedRank !== undefined) yield { type: "select", data };
  for (const { value } of episode.rewards) yield { type: "reward", data: { ...data, value } };
}

/** Once each, in an order that does not depend on the messages'. */
const kindsOf = (happenings: Iterable<Happening & { id?: string }>): string[] => {
  const distinct = new Map(
    [...happenings].map((each, index) => [each.id ?? String(index), each] as const),
  );
  return [...distinct.values()]
    .map(({ type, data }) => JSON.stringify([data["query_id"], type, data["value"]]))
    .toSorted();
};

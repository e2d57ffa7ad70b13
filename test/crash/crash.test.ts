import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { caseStatus } from "@nextmove/contract";
import { createRandom } from "@nextmove/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { bundleDevelopmentWorker } from "../harness/bundle-worker.ts";
import { startRawWorkerd } from "../harness/raw-workerd.ts";
import { createEpisode } from "./episode.ts";
import { playUntilCrash, type Target } from "./load.ts";
import { brokenPromises, expectCounts } from "./verify.ts";
import type { Visit } from "./visit.ts";

const ROUNDS = 20;
/** A round crashes after this many acknowledgements, so that both young and busy shards are hit. */
const ACKNOWLEDGEMENTS = { least: 10, most: 150 };
/** Longer than a shard holds events back from the model (2 s). */
const SETTLED_MS = 3_000;

const TARGET: Target = { caseId: "crash", headers: { authorization: "Bearer sk_test_demo" } };
const ADMIN = { authorization: "Bearer ak_test_demo" };

const folder = mkdtempSync(join(tmpdir(), "nextmove-crash-"));
const stateFolder = join(folder, "state");
let configPath = "";

beforeAll(() => {
  configPath = bundleDevelopmentWorker(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("kill -9 in the middle of load", () => {
  it(`loses and doubles nothing that was acknowledged, in ${ROUNDS} rounds`, async () => {
    const random = createRandom("crash");
    const visits: Visit[] = [];
    const open = (): Visit => {
      const episode = createEpisode(`query-${visits.length}`, random);
      const visit = { episode, acknowledged: new Map() };
      visits.push(visit);
      return visit;
    };
    let cutOff: Visit[] = [];

    for (let round = 0; round < ROUNDS; round++) {
      const server = await startRawWorkerd({ configPath, stateFolder });
      if (round === 0) await request(server.url, "PUT", "/v3/cases/crash", { shards: 3 });
      const { least, most } = ACKNOWLEDGEMENTS;
      cutOff = await playUntilCrash(server.url, TARGET, firstThose(cutOff, open), {
        afterAcknowledgements: least + Math.floor(random() * (most - least)),
        now: () => server.stop("SIGKILL"),
      });
    }

    const server = await startRawWorkerd({ configPath, stateFolder });
    await playUntilCrash(server.url, TARGET, cutOff.values(), NEVER);
    const broken = await brokenPromises(server.url, TARGET, visits);
    await request(server.url, "POST", "/dev/clock", { advance_ms: SETTLED_MS });
    const status = await request(server.url, "GET", "/v3/cases/crash/status");
    await server.stop();
    expect(broken).toEqual([]);
    expectCounts(caseStatus.parse(status), visits);
  });
});

const NEVER = { afterAcknowledgements: Number.POSITIVE_INFINITY, now: () => Promise.resolve() };

/** What was cut off in the last round is sent again first, among new visits without end. */
function* firstThose(cutOff: Visit[], open: () => Visit): Generator<Visit, undefined> {
  yield* cutOff;
  while (true) yield open();
}

async function request(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: ADMIN,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

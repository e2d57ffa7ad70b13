import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { caseStatus } from "@nextmove/contract";
import { createRandom } from "@nextmove/engine";
import { afterAll, describe, expect, inject, it } from "vitest";

import { startRawWorkerd } from "../harness/raw-workerd.ts";
import { administer } from "./administer.ts";
import { createEpisode } from "./episode.ts";
import { firstThose, playUntilCrash, type Target } from "./load.ts";
import { brokenPromises, expectCounts } from "./verify.ts";
import type { Visit } from "./visit.ts";

const ROUNDS = 20;
/** A round crashes after this many acknowledgements, so that both young and busy shards are hit. */
const ACKNOWLEDGEMENTS = { least: 10, most: 150 };
/** Longer than a shard holds events back from the model (2 s). */
const SETTLED_MS = 3_000;

const TARGET: Target = { caseId: "crash", headers: { authorization: "Bearer sk_test_demo" } };

const folder = mkdtempSync(join(tmpdir(), "nextmove-crash-"));
const stateFolder = join(folder, "state");
const configPath = inject("workerdConfigPath");

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
      if (round === 0) await administer(server.url, "PUT", "/v3/cases/crash", { shards: 3 });
      const { least, most } = ACKNOWLEDGEMENTS;
      cutOff = await playUntilCrash(server.url, TARGET, firstThose(cutOff, open), {
        afterAcknowledgements: least + Math.floor(random() * (most - least)),
        now: () => server.stop("SIGKILL"),
      });
    }

    const server = await startRawWorkerd({ configPath, stateFolder });
    await playUntilCrash(server.url, TARGET, cutOff.values(), NEVER);
    const broken = await brokenPromises(server.url, TARGET, visits);
    await administer(server.url, "POST", "/dev/clock", { advance_ms: SETTLED_MS });
    const status = await administer(server.url, "GET", "/v3/cases/crash/status");
    await server.stop();
    expect(broken).toEqual([]);
    expectCounts(caseStatus.parse(status), visits);
  });
});

const NEVER = { afterAcknowledgements: Number.POSITIVE_INFINITY, now: () => Promise.resolve() };

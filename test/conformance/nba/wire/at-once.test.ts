import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";

import { afterAll, expect, it } from "vitest";

import { bundleDevelopmentWorker } from "../../../harness/bundle-worker.ts";
import { startRawWorkerd } from "../../../harness/raw-workerd.ts";
import { apiAt } from "../client/api.ts";
import { SECRET_KEY } from "../client/http.ts";

// What comes together shares a call to its object, which is the call of whoever came first. In the harness a
// proxy stands in between.
const folder = mkdtempSync(join(tmpdir(), "nextmove-at-once-"));
const configPath = bundleDevelopmentWorker(folder);
const server = await startRawWorkerd({ configPath, stateFolder: join(folder, "state") });
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Sends a request and hangs up, some turns of the event loop after it was sent. */
const hangUp = (path: string, body: string, turns: number): Promise<void> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" };
    const outgoing = request(`${server.url}${path}`, { method: "POST", headers, agent: false });
    outgoing.on("error", () => resolve());
    outgoing.on("response", (incoming) => incoming.resume().on("close", resolve));
    outgoing.end(body, () => {
      const leave = async () => {
        for (let turn = 0; turn < turns; turn++) await setImmediate();
        outgoing.destroy();
      };
      void leave();
    });
  });

it.each(["action", "recommendation"])(
  "answers each %s of many at once with what it asked for, whoever hangs up meanwhile",
  async (surface) => {
    const api = apiAt(server.url);
    const caseId = await api.putCase("at-once", { shards: 1 });
    const path = `/v3/${surface}/${caseId}`;
    for (let round = 0; round < 10; round++) {
      const bodyOf = (name: string) => ({
        query_id: `${surface}-${round}-${name}`,
        ...(surface === "action" ? { actions: ["a", "b"] } : {}),
      });
      const leaving = Array.from({ length: 8 }, (_, n) =>
        hangUp(path, JSON.stringify(bodyOf(`leaving-${n}`)), n),
      );
      const bodies = Array.from({ length: 8 }, (_, n) => bodyOf(`staying-${n}`));
      const answers = await Promise.all(bodies.map((body) => api.call("POST", path, { body })));
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
      expect(answers.map(({ json }) => json)).toMatchObject(
        bodies.map(({ query_id }) => ({ query_id })),
      );
      await Promise.all(leaving);
    }
  },
);

import { actionResponse } from "@nextmove/contract";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { hostileNumber, hostileObject } from "./hostile.ts";
import { insistOnHealth, insistOnManners, serverUnderFire } from "./server-under-fire.ts";

const server = await serverUnderFire();

/** Decides, rewards and settles in a case of its own; then asks what the model makes of it. */
async function teachWith(caseId: string, states: readonly object[], values: readonly number[]) {
  const post = (path: string, body: object, key = "sk_test_demo") =>
    server.sendTo({ method: "POST", path, key, body: () => ({}) }, body);
  const put = { method: "PUT" as const, path: `/v3/cases/${caseId}`, key: "ak_test_demo" };
  await server.sendTo({ ...put, body: () => ({}) }, {});
  const customers = states.map((state, index) => ({ query_id: `${index}`, state }));
  const decided = await post(`/v3/action/${caseId}/batch`, { customers, actions: ["a", "b"] });
  insistOnManners(decided);
  const rewards = customers.map(({ query_id }, index) => ({ query_id, value: values[index] ?? 0 }));
  insistOnManners(await post(`/v3/reward/${caseId}/batch`, { rewards }));
  expect((await post("/dev/clock", { advance_ms: 3_000 })).status).toBe(200);
  const probe = { state: states[0], actions: ["a", "b"], test_api: true };
  return post(`/v3/action/${caseId}?explain=1`, probe);
}

describe("a model taught with hostile states and rewards", () => {
  it("still gives probabilities", async () => {
    const lesson = fc.array(fc.tuple(hostileObject, hostileNumber), {
      minLength: 60,
      maxLength: 60,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(lesson, async (pairs) => {
        run += 1;
        // Whatever was learned, an empty state is one to rank.
        const states = [{}, ...pairs.map(([state]) => state)];
        const values = [0, ...pairs.map(([, value]) => value)];
        const answer = await teachWith(`fuzz-states-${run}`, states, values);
        expect(answer.status, answer.text).toBe(200);
        const { explain } = actionResponse.parse(JSON.parse(answer.text));
        const probabilities = explain?.actions.map(({ probability }) => probability) ?? [];
        expect(probabilities).toHaveLength(2);
        expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 6);
      }),
      { seed: 6, numRuns: 12 },
    );
    await insistOnHealth(server);
  });
});

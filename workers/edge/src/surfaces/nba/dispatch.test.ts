import { caseSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import { call, decision, START } from "../../../test/examples.ts";
import { ok } from "../../result.ts";
import { dispatch } from "./dispatch.ts";
import type { Scene } from "./scene.ts";

/** Shards of which each knows some queries, and how often they were called. */
const shards = (known: Record<string, string[]>) => {
  const calls: string[] = [];
  const getByName = (name: string) => ({
    knows: (queryIds: string[]) => {
      calls.push(`knows ${name}`);
      return Promise.resolve(queryIds.map((id) => known[name]?.includes(id)));
    },
    serve: (verb: string, _: string, request: string) => {
      calls.push(`${verb} ${name}`);
      const { items }: { items: { queryId: string }[] } = JSON.parse(request);
      return Promise.resolve(
        JSON.stringify(items.map(({ queryId }) => ok(`${queryId} at ${name}`))),
      );
    },
  });
  return { calls, env: { DECISION_SHARD: { getByName } } as unknown as Env };
};

const grown = (env: Env): Scene => {
  const settings = caseSettings.parse({});
  const epochs = [0, 1, 2].map((epoch) => ({ epoch, shards: 1, openedAt: START }));
  const definition = { caseId: "c", settings, epochs, deleted: false };
  return {
    env,
    account: "mine",
    caseId: "c",
    definition,
    call: call(START, { newestEpoch: 2 }),
    publishable: false,
    forBrowser: false,
    idempotencyKey: undefined,
    strict: false,
    explain: false,
    period: undefined,
    tests: false,
    outcomes: [],
    afterwards: () => undefined,
  };
};

it("asks each shard once where the queries of a batch live, the newest first", async () => {
  const { env, calls } = shards({ "mine:c:1.0": ["q1"], "mine:c:0.0": ["q0", "q1"] });
  const scene = grown(env);
  const items = ["q2", "q1", "q0", "new"].map((queryId) => ({ ...decision(queryId) }));
  const outcomes = await dispatch(scene, items, (shard, mine) => shard.decide(scene.call, mine));
  expect(outcomes).toEqual([
    ok("q2 at mine:c:2.0"),
    ok("q1 at mine:c:1.0"),
    ok("q0 at mine:c:0.0"),
    ok("new at mine:c:2.0"),
  ]);
  expect(calls.filter((each) => each.startsWith("knows"))).toEqual([
    "knows mine:c:2.0",
    "knows mine:c:1.0",
    "knows mine:c:0.0",
  ]);
});

import { expect, it, onTestFinished, vi } from "vitest";
import { decision } from "../../../test/examples.ts";
import { ok } from "../../result.ts";
import { dispatch } from "./dispatch.ts";
import { sceneOf } from "../request/scene.fake.ts";

/** Shards of which each knows some queries and some cannot be reached, and how often they were called. */
const shards = (known: Record<string, string[]>, away: readonly string[] = []) => {
  const calls: string[] = [];
  const reach = (what: string, name: string) => {
    calls.push(`${what} ${name}`);
    if (away.includes(name)) throw Object.assign(new Error("away"), { retryable: true });
  };
  const getByName = (name: string) => ({
    knows: async (queryIds: string[]) => {
      reach("knows", name);
      return queryIds.map((id) => known[name]?.includes(id));
    },
    serve: async (_: string, requests: string) => {
      const asked: { verb: string; items: { queryId: string }[] }[] = JSON.parse(requests);
      return JSON.stringify(
        asked.map(({ verb, items }) => {
          reach(verb, name);
          return items.map(({ queryId }) => ok(`${queryId} at ${name}`));
        }),
      );
    },
  });
  return { calls, env: { DECISION_SHARD: { getByName } } as unknown as Env };
};

/** What comes of queries of which one lives in each generation and one is new. */
const decideAmong = (env: Env) => {
  const scene = sceneOf(env, [0, 1, 2]);
  const items = ["q2", "q1", "q0", "new"].map((queryId) => decision(queryId));
  return dispatch(scene, items, (shard, mine) => shard.decide(scene.call, mine));
};

const quietly = () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => log.mockRestore());
  return log;
};

it("asks each shard once where the queries of a batch live, the newest first", async () => {
  const { env, calls } = shards({ "mine:c:1.0": ["q1"], "mine:c:0.0": ["q0", "q1"] });
  expect(await decideAmong(env)).toEqual([
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

it("asks for patience for the items of a shard that cannot be reached, and takes the others", async () => {
  quietly();
  const known = { "mine:c:2.0": ["q2", "new"], "mine:c:1.0": ["q1"] };
  expect(await decideAmong(shards(known, ["mine:c:0.0"]).env)).toEqual([
    ok("q2 at mine:c:2.0"),
    ok("q1 at mine:c:1.0"),
    expect.objectContaining({ error: expect.objectContaining({ code: "overloaded" }) }),
    ok("new at mine:c:2.0"),
  ]);
});

it("fails as a whole when no shard can be reached", async () => {
  const log = quietly();
  const { env } = shards({}, ["mine:c:2.0"]);
  await expect(decideAmong(env)).rejects.toThrow("away");
  // Whoever answers it logs it.
  expect(log).not.toHaveBeenCalled();
});

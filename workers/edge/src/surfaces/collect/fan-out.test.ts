import { collectRequest } from "@nextmove/contract";
import { beforeEach, expect, it, vi } from "vitest";
import { ok } from "../../result.ts";
import { sceneOf } from "../request/scene.fake.ts";
import { fanOut } from "./fan-out.ts";

const envelope = collectRequest.parse({
  consumer_id: "someone",
  tab: "tab-00001",
  events: [
    { type: "select", query_id: "q", action: "a" },
    { type: "reward", query_id: "q", event_type: "click", value: 1 },
    { type: "track", name: "assistance_triggered", params: { assistanceOffered: true } },
    { type: "track", name: "view_item", params: {} },
  ].map((event, index) => ({ ...event, at: 5, seq: index + 1, event_id: `event-${index}` })),
});

/** Of the calls to objects those reject whose name is given. */
const envWithout = (...away: string[]): Env => {
  const method =
    <Answer>(name: string, answer: Answer) =>
    async () => {
      if (away.includes(name)) throw Object.assign(new Error("away"), { overloaded: true });
      return answer;
    };
  const serve = (_: string, requests: string) => {
    const [{ verb }]: [{ verb: string }] = JSON.parse(requests);
    return method(verb, JSON.stringify([[ok({ replay: false, meta: {} })]]))();
  };
  const recordOwned = method("recordOwned", 1);
  return {
    DECISION_SHARD: { getByName: () => ({ serve }) },
    TEST_CYCLE_SHARD: { getByName: () => ({ recordOwned }) },
  } as unknown as Env;
};

const sortedWithout = async (...away: string[]) => {
  const { taken, failed } = await fanOut(sceneOf(envWithout(...away)), envelope);
  return {
    taken: taken.map(({ index }) => index),
    failed: failed.map(({ index, code }) => [index, code]),
  };
};

beforeEach(() => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  return () => log.mockRestore();
});

it("takes all events when all objects answer", async () => {
  expect(await sortedWithout()).toEqual({ taken: [0, 1, 2, 3], failed: [] });
});

it("asks for patience for the events of an object that does not answer, and takes the others", async () => {
  expect(await sortedWithout("recordOwned")).toEqual({
    taken: [0, 1, 3],
    failed: [[2, "overloaded"]],
  });
  expect(await sortedWithout("reward")).toEqual({ taken: [0, 2, 3], failed: [[1, "overloaded"]] });
  expect(await sortedWithout("select", "reward", "recordOwned")).toEqual({
    taken: [3],
    failed: [
      [0, "overloaded"],
      [1, "overloaded"],
      [2, "overloaded"],
    ],
  });
});

import { abortAllDurableObjects } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Batch } from "../src/feed/taking/calls.ts";
import { catalogOf } from "../src/protocol/catalog/stub.ts";
import { START } from "./examples.ts";
import { feedRequest, totalsOf } from "./feeds.ts";

const batchOf = (id: string): Batch => ({
  ids: [id],
  bodies: [JSON.stringify({ id, title: id })],
  problems: [],
});
const CUT_OFF = ["one", "two", "three", "four"];

it("takes a feed after four were cut off by crashes, at the cost of the one that is silent longest", async () => {
  // A stub is of no use any more once its object was aborted.
  const open = () => catalogOf(env, "cut-off", "feeds");
  for (const [minutes, id] of CUT_OFF.entries()) {
    await open().begin(feedRequest(id), START + minutes * 60_000);
  }
  await abortAllDurableObjects();
  const catalog = open();
  const now = START + 4 * 60_000;
  // Its sender lives on.
  expect(await catalog.stage("one", batchOf("a"), now)).toMatchObject({ ok: true });
  // What takes nobody's place cuts nobody off.
  expect(await catalog.begin({ ...feedRequest("dry"), validateOnly: true }, now)).toMatchObject({
    ok: false,
    error: { code: "feed_busy" },
  });
  expect(await catalog.begin(feedRequest("five"), now)).toMatchObject({ ok: true });
  expect(await catalog.stage("two", batchOf("b"), now)).toMatchObject({
    ok: false,
    error: { code: "feed_interrupted" },
  });
  for (const id of ["one", "three", "four", "five"]) {
    expect(await catalog.stage(id, batchOf("c"), now)).toMatchObject({ ok: true });
  }
  expect(await catalog.begin(feedRequest("six"), now)).toMatchObject({
    ok: false,
    error: { code: "feed_busy" },
  });
  expect(await catalog.finish("five", totalsOf(1), false, now)).toMatchObject({
    ok: true,
    value: { error: null },
  });
});

it("takes no place of a feed that was heard of a second ago, nor for one that is out of date", async () => {
  const open = () => catalogOf(env, "cut-off", "slow-feeds");
  await open().begin({ ...feedRequest("before"), feedVersion: 9 }, START);
  await open().stage("before", batchOf("a"), START);
  await open().finish("before", totalsOf(1), false, START);
  for (const id of CUT_OFF) await open().begin(feedRequest(id), START);
  await abortAllDurableObjects();
  expect(await open().begin(feedRequest("five"), START + 1_000)).toMatchObject({
    ok: false,
    error: { code: "feed_busy" },
  });
  const outdated = { ...feedRequest("old"), feedVersion: 1 };
  expect(await open().begin(outdated, START + 60_000)).toMatchObject({
    ok: false,
    error: { code: "feed_outdated" },
  });
  for (const id of CUT_OFF) {
    expect(await open().stage(id, batchOf("a"), START + 60_000)).toMatchObject({ ok: true });
  }
});

import { env } from "cloudflare:workers";
import { sinkSettings } from "@nextmove/contract";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { advance, now } from "../src/clock.ts";
import { sinkAt } from "../src/protocol/sink/stub.ts";
import { valueOf } from "./examples.ts";

const ACCOUNT = "sinks";
/** The second try comes no later than that, and the settings are still trusted then. */
const RETRY_MS = 6_000;

beforeAll(async () => void valueOf(await env.ACCOUNT.getByName(ACCOUNT).bootstrap(now())));
afterEach(() => {
  vi.restoreAllMocks();
});

it("sends to its new address although the old one says, late, that it wants no more", async () => {
  const account = env.ACCOUNT.getByName(ACCOUNT);
  const putSink = async (url: string) => {
    const settings = sinkSettings.parse({ kind: "webhook", url });
    return valueOf(await account.changeSink("moves", { what: "put", settings }, "test", now()));
  };
  const sink = sinkAt(env, ACCOUNT, "moves", 0);
  let hasMoved = false;
  // Looked for, not told: a promise that another object resolves is not heard of for seconds.
  const endpoint = vi.spyOn(globalThis, "fetch").mockImplementationOnce(async () => {
    await vi.waitUntil(() => hasMoved);
    return new Response(null, { status: 410 });
  });
  const definition = await putSink("https://old.example/");
  await sink.configure(definition, now());
  const message = {
    id: "shop.0.0.1",
    type: "reward" as const,
    at: new Date(now()).toISOString(),
    account: ACCOUNT,
    case_id: "shop",
    visitor: "visitor-1",
    data: { value: 1 },
  };
  const messages = [{ seq: 1, message }];
  const { createdAt: incarnation } = definition;
  await sink.store({ source: "shop.0.0", incarnation, toSeq: 1, lost: 0, messages });
  const delivered = sink.runDue();
  await vi.waitFor(() => expect(endpoint).toHaveBeenCalledOnce());

  await sink.configure(await putSink("https://new.example/"), now());
  hasMoved = true;
  await delivered;
  expect((await account.sink("moves"))?.disabled).toBeUndefined();
  endpoint.mockResolvedValueOnce(new Response());
  advance(RETRY_MS);
  await sink.runDue();
  expect(endpoint.mock.calls.map(([url]) => url)).toEqual([
    "https://old.example/",
    "https://new.example/",
  ]);
  expect(await sink.health(now())).toMatchObject({ delivered: 1, waiting: 0 });
});

it("lets no shard that still has its old settings switch it off", async () => {
  const account = env.ACCOUNT.getByName(ACCOUNT);
  const settings = sinkSettings.parse({ kind: "webhook", url: "https://hooks.example/" });
  const put = async () =>
    valueOf(await account.changeSink("changed", { what: "put", settings }, "test", now()));
  const before = await put();
  const after = await put();
  const disabled = { at: now(), reason: "answered 410" };
  await account.disableSink(before, disabled);
  expect((await account.sink("changed"))?.disabled).toBeUndefined();
  await account.disableSink(after, disabled);
  expect((await account.sink("changed"))?.disabled).toEqual(disabled);
});

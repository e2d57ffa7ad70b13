import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env as bindings } from "cloudflare:workers";
import { sinkSettings } from "@nextmove/contract";
import { beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../src/protocol/sink/message.ts";
import { sinkName } from "../src/protocol/names.ts";
import { sinkAt } from "../src/protocol/sink/stub.ts";
import { valueOf } from "./examples.ts";

// With what a deployment may have and need not.
const env: Env = bindings;
const ACCOUNT = "archive";
const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 10, 22, 9, 30);

beforeAll(async () => void valueOf(await env.ACCOUNT.getByName(ACCOUNT).bootstrap(BEGIN)));

const message = (seq: number, at: number): Message => ({
  id: `shop.0.0.${seq}`,
  type: "reward",
  at: new Date(at).toISOString(),
  account: ACCOUNT,
  case_id: "shop",
  visitor: `visitor-${seq}`,
  data: { value: seq },
  gaClientId: "11.22",
});

const archive = () => {
  if (!env.ARCHIVE) throw new Error("the test configuration has no bucket");
  return env.ARCHIVE;
};

/** File name -> the ids of its lines. */
const files = async (): Promise<Record<string, string[]>> => {
  const { objects } = await archive().list();
  const read = objects.map(async ({ key }) => {
    const text = (await (await archive().get(key))?.text()) ?? "";
    const lines = text.trimEnd().split("\n");
    return [key, lines.map((line) => String(JSON.parse(line).id))] as const;
  });
  return Object.fromEntries(await Promise.all(read));
};

describe("a sink of files", () => {
  it("writes a file for each hour of events, and repeats nothing when it writes one again", async () => {
    const settings = sinkSettings.parse({ kind: "r2", prefix: "out" });
    const account = env.ACCOUNT.getByName(ACCOUNT);
    const made = await account.changeSink("files", { what: "put", settings }, "test", BEGIN);
    if (!made.ok) throw new Error("refused");
    const sink = sinkAt(env, ACCOUNT, "files", 0);
    const page = {
      source: "shop.0.0",
      incarnation: BEGIN,
      toSeq: 3,
      lost: 0,
      messages: [BEGIN, BEGIN + 1, BEGIN + HOUR_MS].map((at, index) => ({
        seq: index + 1,
        message: message(index + 1, at),
      })),
    };
    expect(await sink.store(page)).toEqual({ ok: true });
    await sink.runDue();
    // More may come for the same file; only who does not know for how long it has waited writes at once.
    expect(await files()).toEqual({});
    await evictDurableObject(env.SINK.getByName(sinkName(ACCOUNT, "files", 0)));
    await sink.runDue();
    const expected = {
      "out/archive/files/2026-11-22/09/shop.0.0.1.ndjson": ["shop.0.0.1", "shop.0.0.2"],
      "out/archive/files/2026-11-22/10/shop.0.0.3.ndjson": ["shop.0.0.3"],
    };
    expect(await files()).toEqual(expected);
    expect(await sink.health(BEGIN)).toMatchObject({ delivered: 3, waiting: 0 });

    // The log did not hear that it was taken.
    await sink.store(page);
    await evictDurableObject(env.SINK.getByName(sinkName(ACCOUNT, "files", 0)));
    await sink.runDue();
    expect(await files()).toEqual(expected);
    expect(await sink.health(BEGIN)).toMatchObject({ delivered: 3, waiting: 0 });
    const text = await (await archive().get(Object.keys(expected)[0] ?? ""))?.text();
    expect(text).not.toContain("gaClientId");
  });

  it("comes again after an alarm that failed, whatever failed", async () => {
    const account = env.ACCOUNT.getByName(ACCOUNT);
    const settings = sinkSettings.parse({ kind: "r2", prefix: "later" });
    const made = await account.changeSink("later", { what: "put", settings }, "test", BEGIN);
    if (!made.ok) throw new Error("refused");
    const raw = env.SINK.getByName(sinkName(ACCOUNT, "later", 0));
    const messages = [{ seq: 1, message: message(1, BEGIN) }];
    const page = { source: "shop.0.0", incarnation: BEGIN, toSeq: 1, lost: 0, messages };
    await sinkAt(env, ACCOUNT, "later", 0).store(page);
    await evictDurableObject(raw);
    const alarmAfter = (statement: string) =>
      runInDurableObject(raw, async (object, { storage }) => {
        storage.sql.exec(statement);
        await storage.deleteAlarm();
        await object.alarm?.();
        return storage.getAlarm();
      });
    expect(await alarmAfter("ALTER TABLE message RENAME TO elsewhere")).not.toBeNull();
    expect(await alarmAfter("ALTER TABLE elsewhere RENAME TO message")).toBeNull();
    expect(Object.keys(await files())).toContain(
      "later/archive/later/2026-11-22/09/shop.0.0.1.ndjson",
    );
  });

  it("leaves the files of another sink alone that begin with the same event", async () => {
    const account = env.ACCOUNT.getByName(ACCOUNT);
    for (const [sinkId, seqs] of Object.entries({ all: [1, 2], some: [1] })) {
      const settings = sinkSettings.parse({ kind: "r2", prefix: "same" });
      const made = await account.changeSink(sinkId, { what: "put", settings }, "test", BEGIN);
      if (!made.ok) throw new Error("refused");
      const sink = sinkAt(env, ACCOUNT, sinkId, 0);
      const messages = seqs.map((seq) => ({ seq, message: message(seq, BEGIN) }));
      await sink.store({ source: "shop.0.0", incarnation: BEGIN, toSeq: 2, lost: 0, messages });
      await evictDurableObject(env.SINK.getByName(sinkName(ACCOUNT, sinkId, 0)));
      await sink.runDue();
    }
    const written = Object.entries(await files()).filter(([name]) => name.startsWith("same/"));
    expect(written.map(([, ids]) => ids)).toEqual([["shop.0.0.1", "shop.0.0.2"], ["shop.0.0.1"]]);
  });
});

import { caseSettings } from "@nextmove/contract";
import { Hono } from "hono";
import { expect, it } from "vitest";
import { hashKey } from "../../auth/api-key.ts";
import type { App } from "../request/door.ts";
import type { CaseDefinition } from "../../protocol/account/snapshot.ts";
import { consumers } from "./consumers.ts";

const KEY = "sk_live_erasing_1";

const definition = (caseId: string, change: Partial<CaseDefinition>): CaseDefinition => ({
  caseId,
  settings: caseSettings.parse({}),
  epochs: [{ epoch: 0, shards: 1, openedAt: 0 }],
  deleted: false,
  revision: 1,
  ...change,
});

const snapshot = {
  account: "erasing",
  keys: [{ keyId: "k", kind: "secret", hash: hashKey(KEY), origins: ["*"], revokedAt: null }],
  cases: [
    definition("open", {}),
    definition("half-deleted", { deleted: true }),
    definition("deleted", { deleted: true, wiped: true }),
  ],
  sinks: [],
};

it("erases consumers in every case that may hold something of them", async () => {
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    snapshot,
    page: null,
    aliasesOf: [],
    forgetConsumer: { events: 0, next: null },
    erase: false,
  };
  const namespace = {
    getByName: (name: string) =>
      new Proxy(
        {},
        {
          get: (_, method: string) => async () => {
            if (method === "forgetConsumer") asked.push(name);
            return answers[method];
          },
        },
      ),
  };
  const env = new Proxy({}, { get: () => namespace });
  const headers = { authorization: `Bearer ${KEY}` };
  const app = new Hono<App>().route("/", consumers);
  const { status } = await app.request("/consumers/someone", { method: "DELETE", headers }, env);
  expect(status).toBe(200);
  const cases = asked.map((name) => name.split(":")[1]);
  expect([...new Set(cases)]).toEqual(["open", "half-deleted"]);
});

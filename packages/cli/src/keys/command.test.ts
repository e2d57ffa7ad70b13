import { execFile } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const bin = fileURLToPath(new URL("../../bin/nextmove.js", import.meta.url));

/** Idempotency-Keys of the requests that came. */
let repeatable: unknown[] = [];
/** How many answers are still to be lost on their way. */
let losses = 0;

/** Answers as the admin API does: it knows one key, and what was made comes back as it was asked. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  repeatable.push(request.headers["idempotency-key"]);
  if (losses > 0) {
    losses -= 1;
    request.socket.destroy();
    return;
  }
  const known = request.headers.authorization === "Bearer right";
  const error = { code: "unauthorized", message: "send the root key" };
  const made = {
    status: 1,
    key: "the-key",
    key_id: "k1",
    kind: "admin",
    mode: "live",
    origins: [],
    ...z.looseObject({}).parse(await json(request)),
    created_at: "2026-01-01T00:00:00.000Z",
    revoked_at: null,
  };
  response.writeHead(known ? 201 : 401, { "content-type": "application/json" });
  response.end(JSON.stringify(known ? made : { status: 0, error, errors: [error] }));
}
const api = createServer((request, response) => void answer(request, response));
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(() => api.close());

interface Ended {
  status: string | number;
  stdout: string;
  stderr: string;
}

function keys(key: string, ...args: string[]): Promise<Ended> {
  const env = {
    ...process.env,
    NEXTMOVE_URL: url,
    NEXTMOVE_ROOT_KEY: key,
    NEXTMOVE_ADMIN_KEY: key,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, "keys", ...args], { env }, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe("nextmove keys create", () => {
  it("warns that a publishable key without an origin refuses every page", async () => {
    const { status, stdout, stderr } = await keys("right", "create", "--kind", "publishable");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "the-key\n" });
    expect(stderr).toContain("made without --origin it refuses every page");
  });

  it.each([
    ["a publishable key with an origin", ["publishable", "--origin", "https://shop.example"]],
    ["a secret key", ["secret"]],
  ])("has nothing to warn of for %s", async (_, kind) => {
    const { status, stderr } = await keys("right", "create", "--kind", ...kind);
    expect(status).toBe(0);
    expect(stderr).not.toContain("refuses");
  });

  it.each(["secret", "admin"])("refuses origins for a key of kind %s", async (kind) => {
    const origin = ["--origin", "https://shop.example"];
    expect(await keys("right", "create", "--kind", kind, ...origin)).toEqual({
      status: 2,
      stdout: "",
      stderr: `nextmove: --origin is for publishable keys, not for a key of kind ${kind}\n`,
    });
  });

  it("lists the kinds when it is given none of them", async () => {
    const { status, stderr } = await keys("right", "create", "--kind", "foo");
    expect(status).toBe(2);
    expect(stderr).toContain("Allowed choices are secret, publishable, admin.");
  });
});

describe("nextmove keys", () => {
  it.each([
    ["bootstrap", ["bootstrap", "shop"]],
    ["create", ["create", "--kind", "secret"]],
  ])("%s asks again for the same key when the answer is lost", async (_, args) => {
    repeatable = [];
    losses = 1;
    expect(await keys("right", ...args)).toMatchObject({ status: 0, stdout: "the-key\n" });
    expect(repeatable).toEqual([expect.stringMatching(/^.{36}$/), repeatable[0]]);

    await keys("right", ...args);
    expect(new Set(repeatable).size).toBe(2);
  });

  it.each([
    ["NEXTMOVE_ROOT_KEY", ["bootstrap", "shop"]],
    ["NEXTMOVE_ADMIN_KEY", ["create", "--kind", "secret"]],
  ])("says that the key in %s is wrong when it is", async (variable, args) => {
    expect(await keys("wrong", ...args)).toEqual({
      status: 2,
      stdout: "",
      stderr: `nextmove: unauthorized: the key in ${variable} is wrong, expired or revoked\n`,
    });
  });
});

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import type { FeedReport } from "@nextmove/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contentTypeOf } from "./client.ts";

const bin = fileURLToPath(new URL("../../bin/nextmove.js", import.meta.url));

const REPORT: FeedReport = {
  feed_id: "feed-1",
  kind: "replace",
  generation: 1,
  format: "csv",
  received: 3,
  accepted: 2,
  inserted: 2,
  updated: 0,
  deleted: 0,
  rejected: 1,
  warnings: 0,
  errors: [
    { line: 3, id: "b", code: "bad_price", message: '"x" is no price', severity: "rejected" },
  ],
  codes: { bad_price: 1 },
  validate_only: false,
  finished_at: 1,
  duration_ms: 1,
};

/** What was sent last. */
let sent: { url: string | undefined; type: string | undefined; body: string; bytes: Buffer };

/** Everything that was sent in a test. */
let received: { url: string | undefined; body: string }[] = [];
beforeEach(() => {
  received = [];
});

/** Answers as the API does: a file that says so is refused. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await buffer(request);
  const body = bytes.toString();
  sent = { url: request.url, type: request.headers["content-type"], body, bytes };
  received.push({ url: sent.url, body });
  const error = {
    code: "suspicious_shrink",
    message: "2 products would replace 9; ?force=true if that is right",
  };
  const unauthorized = { code: "unauthorized", message: "no" };
  const isKnown = request.headers.authorization === "Bearer right";
  const [status, json] = !isKnown
    ? [401, { status: 0, error: unauthorized, errors: [unauthorized] }]
    : body.includes("shrinks")
      ? [409, { status: 0, error, ...REPORT }]
      : isPart(request.url)
        ? [200, { status: 1, ...REPORT, kind: undefined, part: 1, parts: 1 }]
        : [200, { status: 1, ...REPORT }];
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(json));
}
/** A part that is not the last has no `kind` in its answer. */
const isPart = (url = ""): boolean => url.includes("part=") && !url.includes("complete=");
const api = createServer((request, response) => void answer(request, response));
let url: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nextmove-feed-"));
  writeFileSync(join(folder, "feed.csv"), "id,title\na,A\n");
  writeFileSync(join(folder, "less.csv"), "id,title\na,shrinks\n");
  writeFileSync(join(folder, "half.csv.gz"), gzipSync("id,title\na,A\n").subarray(0, 30));
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true });
});

type Ended = { status: string | number; stdout: string; stderr: string };

function push(args: string[], key = "right"): Promise<Ended> {
  const env = { ...process.env, NEXTMOVE_URL: url, NEXTMOVE_SECRET_KEY: key };
  return new Promise((resolve) => {
    const command = [bin, "feed", "push", ...args];
    execFile(process.execPath, command, { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe("nextmove feed push", () => {
  it("sends a file as it is, and says what became of it", async () => {
    const { status, stdout, stderr } = await push(["feed.csv"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe(
      'csv: 3 products received, 2 accepted, 1 rejected\n2 new, 0 known, 0 gone\n  line 3 ("b"): bad_price: "x" is no price\n',
    );
    expect(sent).toMatchObject({ url: "/v3/feed/shop", type: "text/csv", body: "id,title\na,A\n" });
  });

  it("says in the query what it is asked to", async () => {
    const { stdout } = await push(
      "feed.csv --case other --update --validate-only --force --strict --currency EUR --json".split(
        " ",
      ),
    );
    expect(JSON.parse(stdout)).toMatchObject({ status: 1, received: 3 });
    expect(sent.url).toBe(
      "/v3/feed/other/update?validate_only=true&force=true&mode=strict&currency=EUR",
    );
  });

  it("fails when the feed was not taken, and says why", async () => {
    const { status, stdout, stderr } = await push(["less.csv"]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        "nextmove: the feed was not taken: 2 products would replace 9; --force if that is right\n",
    });
    expect(stdout).toContain("1 rejected");
    expect(stdout).toContain("nothing was changed; it would be 2 new, 0 known, 0 gone");
  });

  it("sends in parts what is too large for a request, packed or not", async () => {
    const table = 'id,title\na,"A\nA"\nb,B\n';
    writeFileSync(join(folder, "large.csv"), table);
    writeFileSync(join(folder, "large.csv.gz"), gzipSync(table));
    for (const file of ["large.csv", "large.csv.gz"]) {
      received = [];
      const { stderr, status } = await push([file, "--max-request", "0.000011", "--strict"]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const [first, second, third, ...others] = received.map(({ url: sentTo, body }) => ({
        query: Object.fromEntries(new URL(sentTo ?? "", url).searchParams),
        body,
      }));
      expect(others).toEqual([]);
      const { upload_id: uploadId } = first?.query ?? {};
      const query = { upload_id: uploadId, mode: "strict" };
      expect([first, second, third]).toEqual([
        { query: { ...query, part: "1" }, body: "id,title\n" },
        { query: { ...query, part: "2" }, body: 'a,"A\nA"\n' },
        { query: { ...query, part: "3", complete: "true" }, body: "b,B\n" },
      ]);
      expect(uploadId).toMatch(/^[\w-]{1,64}$/);
    }
  });

  it.each([
    ["XML", "large.xml", `<rss><channel>${" ".repeat(1_000)}</channel></rss>`],
    ["a JSON document on a line", "large.json", `{"items":[${" ".repeat(1_000)}]}\n`],
  ])("packs what cannot be cut: %s", async (_, file, document) => {
    writeFileSync(join(folder, file), document);
    expect(await push([file, "--max-request", "0.0005"])).toMatchObject({ status: 0 });
    expect(sent.url).toBe("/v3/feed/shop");
    expect(gunzipSync(sent.bytes).toString()).toBe(document);
  });

  it.each<[string, string[], string, string]>([
    ["a file that is not there", ["none.csv"], "right", "there is no file none.csv"],
    ["a folder", ["."], "right", ". is no file"],
    ["no key", ["feed.csv"], "", "set NEXTMOVE_SECRET_KEY first"],
    ["a wrong key", ["feed.csv"], "wrong", "unauthorized: the key in NEXTMOVE_SECRET_KEY"],
    ["no server", ["feed.csv", "--url", "localhost:8787"], "right", "localhost:8787 is no address"],
    [
      "half a file, to be sent in parts",
      ["half.csv.gz", "--max-request", "0.000011"],
      "right",
      "cannot read half.csv.gz (Z_BUF_ERROR)",
    ],
    ["nobody there", ["feed.csv", "--url", "http://127.0.0.1:1"], "right", "nothing answers"],
  ])("says in one line what is wrong: %s", async (_, args, key, message) => {
    const { status, stdout, stderr } = await push(args, key);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`nextmove: ${message}`);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("contentTypeOf", () => {
  it.each([
    ["feed.XML", "application/xml"],
    ["a.b/feed.csv.gz", "text/csv"],
    ["feed.jsonl", "application/x-ndjson"],
    ["feed", "application/octet-stream"],
  ])("knows %s", (file, type) => {
    expect(contentTypeOf(file)).toBe(type);
  });
});

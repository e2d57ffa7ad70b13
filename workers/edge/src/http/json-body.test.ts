import { isUtf8 } from "node:buffer";
import { JSON_DEPTH_LIMIT } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson, readJsonOrNothing } from "./json-body.ts";

const LIMIT_BYTES = 1024;

const request = (body: BodyInit): Request =>
  new Request("https://edge.example/", { method: "POST", body, duplex: "half" } as RequestInit);

const chunked = (...chunks: Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

const codeOf = async (body: BodyInit): Promise<string | undefined> => {
  const read = await readJson(request(body), LIMIT_BYTES);
  return read.ok ? undefined : read.error.code;
};

describe("readJson", () => {
  it("reads JSON whatever the content type and however it is cut into chunks", async () => {
    const value = { name: "Zoë 🛒", list: [1, 2] };
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    const cuts = fc.array(fc.nat(bytes.length)).map((list) => list.sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const edges = [0, ...at, bytes.length];
        const pieces = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
        const read = await readJson(request(chunked(...pieces)), LIMIT_BYTES);
        expect(read).toEqual({ ok: true, value });
      }),
    );
  });

  it("accepts a byte order mark and trailing commas", async () => {
    const read = await readJson(request('\uFEFF{"a": [1,],}'), LIMIT_BYTES);
    expect(read).toEqual({ ok: true, value: { a: [1] } });
  });

  it("takes a body of exactly the limit and none beyond it", async () => {
    const full = `"${"x".repeat(LIMIT_BYTES - 2)}"`;
    expect(await codeOf(full)).toBeUndefined();
    expect(await codeOf(`${full} `)).toBe("body_too_large");
  });

  it("counts the bytes of a body that does not say its length, and stops reading", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(100));
      },
    });
    expect(await codeOf(endless)).toBe("body_too_large");
    expect(sent).toBeLessThan(20);
  });

  it("refuses what is not UTF-8", async () => {
    const overlong = [0x22, 0xc0, 0xaf, 0x22];
    const cutOff = [0x22, 0xe2, 0x82, 0x22];
    const surrogate = [0x22, 0xed, 0xa0, 0x80, 0x22];
    for (const bytes of [overlong, cutOff, surrogate]) {
      expect(await codeOf(new Uint8Array(bytes))).toBe("invalid_encoding");
    }
  });

  /** As a server gets it: with its length. */
  const measured = (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> => {
    const headers = { "content-length": `${bytes.length}` };
    const sent = new Request("https://edge.example/", { method: "POST", body: bytes, headers });
    return readJson(sent, LIMIT_BYTES).then((read) => (read.ok ? read.value : read.error.code));
  };

  it("knows by the length what is not UTF-8", async () => {
    const text = fc.string({ unit: "binary", maxLength: 50 });
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 });
    const truth = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
    await fc.assert(
      fc.asyncProperty(text, bytes, text, async (before, between, after) => {
        const sent = Buffer.from([
          0x22,
          ...Buffer.from(before.replaceAll(/["\\\p{Cc}]/gu, "")),
          ...between.filter((byte) => byte >= 0x80),
          ...Buffer.from(after.replaceAll(/["\\\p{Cc}]/gu, "")),
          0x22,
        ]);
        // The one kind that is taken as U+FFFD: a character of four bytes without its last one.
        fc.pre(!/[\xf0-\xf4]/.test(sent.toString("latin1")) || isUtf8(sent));
        const expected = isUtf8(sent) ? JSON.parse(truth.decode(sent)) : "invalid_encoding";
        expect(await measured(sent)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("takes U+FFFD itself, with and without a byte order mark", async () => {
    for (const mark of ["", "\uFEFF"]) {
      expect(await measured(Buffer.from(`${mark}"a \uFFFD b"`))).toBe("a \uFFFD b");
    }
  });

  it("refuses an empty body and what is not JSON", async () => {
    for (const text of ["", " \n", "{", "nul", "[1 2]", "{'a': 1}", "[,]x"]) {
      expect(await codeOf(text), text).toBe("invalid_json");
    }
  });

  it.each([
    ["{", 1, 1, 2],
    ['{"a":', 5, 1, 6],
    ['{"actions":[,]}', 12, 1, 13],
    ['{"a":[1,],\n "b":[1,,]}', 19, 2, 9],
    ['{"a":[1,],\n "b" 1}', 16, 2, 6],
    ['{"a": 1}\nx', 9, 2, 1],
  ])("says where %j is broken, as the client wrote it", async (text, position, line, column) => {
    const read = await readJson(request(text), LIMIT_BYTES);
    const place = ` at position ${position} (line ${line} column ${column})`;
    expect(read.ok ? "" : read.error.message.slice(-place.length)).toBe(place);
  });

  it("refuses what nests too deep before parsing it", async () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(await codeOf(nested(JSON_DEPTH_LIMIT))).toBeUndefined();
    expect(await codeOf(nested(JSON_DEPTH_LIMIT + 1))).toBe("json_too_deep");
  });
});

describe("readJsonOrNothing", () => {
  it("takes no body, or an empty one, as an object without fields, and reads any other", async () => {
    for (const body of ["", " \n"]) {
      expect(await readJsonOrNothing(request(body), LIMIT_BYTES)).toEqual({ ok: true, value: {} });
    }
    const none = new Request("https://edge.example/", { method: "POST" });
    expect(await readJsonOrNothing(none, LIMIT_BYTES)).toEqual({ ok: true, value: {} });
    const read = await readJsonOrNothing(request('{"a":1}'), LIMIT_BYTES);
    expect(read).toEqual({ ok: true, value: { a: 1 } });
    const broken = await readJsonOrNothing(request("{"), LIMIT_BYTES);
    expect(broken).toMatchObject({ ok: false, error: { code: "invalid_json" } });
  });
});

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { boundaryOf, openPart } from "./multipart.ts";
import { atMost, LargeBody, TruncatedBody, unpack } from "./unpack.ts";

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
const textOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk.slice());
  return Buffer.concat(all).toString();
};

describe("unpack", () => {
  it.each([1, 7, 100_000])(
    "reads gzip, and what is none, in pieces of %i bytes",
    async (length) => {
      const text = "id,title\n".repeat(500);
      expect(await textOf(await unpack(inPieces(gzipSync(text), length)))).toBe(text);
      expect(await textOf(await unpack(inPieces(Buffer.from(text), length)))).toBe(text);
      expect(await textOf(await unpack(inPieces(Buffer.from(""), length)))).toBe("");
    },
  );

  it.each([1, 7, 1_000, 100_000])(
    "reads gzip of several members, in pieces of %i bytes",
    async (length) => {
      const texts = ["id,title\n".repeat(300), "", "a,A\n".repeat(20_000), "b,B\n"];
      const packed = Buffer.concat(texts.map((text) => gzipSync(text)));
      expect(await textOf(await unpack(inPieces(packed, length)))).toBe(texts.join(""));
      // What tar and tape pad with, and what is cut in the middle of a member.
      const padded = Buffer.concat([packed, Buffer.alloc(700)]);
      expect(await textOf(await unpack(inPieces(padded, length)))).toBe(texts.join(""));
      const cut = packed.subarray(0, packed.length - 9);
      await expect(unpack(inPieces(cut, length)).then(textOf)).rejects.toBeInstanceOf(
        TruncatedBody,
      );
    },
  );

  it("tells data that breaks off or is damaged from a connection that does", async () => {
    const packed = gzipSync("id,title\n".repeat(5_000));
    await expect(unpack(inPieces(packed.subarray(0, 60), 20)).then(textOf)).rejects.toBeInstanceOf(
      TruncatedBody,
    );
    const damaged = Buffer.from(packed).fill(7, 30, 50);
    await expect(unpack(inPieces(damaged, 20)).then(textOf)).rejects.toBeInstanceOf(TruncatedBody);
    async function* lost(): AsyncGenerator<Uint8Array, void> {
      yield packed.subarray(0, 60);
      throw new RangeError("connection lost");
    }
    await expect(unpack(lost()).then(textOf)).rejects.toBeInstanceOf(RangeError);
  });

  it("lets no more through than the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const limited = async () => textOf(atMost(await unpack(inPieces(bomb, 100)), 10_000));
    await expect(limited()).rejects.toBeInstanceOf(LargeBody);
    expect(await textOf(atMost(inPieces(Buffer.from("abc"), 1), 3))).toBe("abc");
  });
});

describe("openPart", () => {
  const form = (...parts: string[]): Buffer =>
    Buffer.from(`preamble${parts.map((part) => `\r\n--x\r\n${part}`).join("")}\r\n--x--\r\n`);
  const field = (name: string, value: string, more = "") =>
    `Content-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}`;

  it("finds the file however the form is cut", async () => {
    for (const length of [1, 2, 3, 10, 1_000]) {
      const bytes = form(field("a", "1"), field("data", "id\r\n-\r\n-x"), field("b", "2"));
      const part = await openPart(inPieces(bytes, length), "x");
      expect(part && (await textOf(part.chunks))).toBe("id\r\n-\r\n-x");
    }
  });

  it("goes by the name or by its being a file, and reads its type", async () => {
    const typed = `; filename="a.csv"\r\nContent-Type: text/csv`;
    const part = await openPart(inPieces(form(field("x", "id", typed)), 9), "x");
    expect(part?.contentType).toBe("text/csv");
    expect(await openPart(inPieces(form(field("x", "id")), 9), "x")).toBeNull();
  });

  it("says so when the form breaks off", async () => {
    const bytes = form(field("data", "id\n1\n2\n3"));
    const part = await openPart(inPieces(bytes.subarray(0, bytes.length - 12), 9), "x");
    if (!part) throw new Error("the part is there");
    await expect(textOf(part.chunks)).rejects.toBeInstanceOf(TruncatedBody);
    await expect(openPart(inPieces(bytes, 9), "other")).rejects.toBeInstanceOf(TruncatedBody);
  });

  it("reads the boundary of a form, and of nothing else", () => {
    expect(boundaryOf("multipart/form-data; boundary=abc")).toBe("abc");
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b"')).toBe("a b");
    expect(boundaryOf("text/csv; boundary=abc")).toBeUndefined();
    expect(boundaryOf("multipart/form-data")).toBeUndefined();
  });
});

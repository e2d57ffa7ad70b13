import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutLines } from "./cut-lines.ts";

async function* inPieces(text: string, length: number): AsyncGenerator<Uint8Array, void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const cut = async (text: string, limit: number, delimiter: string | null, piece = 7) => {
  const parts: string[] = [];
  let last = 0;
  for await (const { bytes, isLast } of cutLines(inPieces(text, piece), limit, delimiter)) {
    parts.push(new TextDecoder().decode(bytes));
    last += isLast ? 1 : 0;
  }
  expect(last).toBe(1);
  return parts;
};

describe("cutLines", () => {
  it("cuts between lines", async () => {
    expect(await cut('{"a":1}\n{"a":"\\""}\n{"a":3}', 12, null)).toEqual([
      '{"a":1}\n',
      '{"a":"\\""}\n',
      '{"a":3}',
    ]);
  });

  it("leaves line breaks of a table's cells where they are", async () => {
    const rows = ["id,text\n", 'a,"x\n""y""\nz"\n', 'b,5" wide\n', 'c,"",","\n', "d,e"];
    expect(await cut(rows.join(""), 10, ",")).toEqual(rows);
  });

  it("goes on after a quote that is never closed", async () => {
    const text = `id,text\na,"${"x\n".repeat(600_000)}b,c\nd,e\n`;
    const parts = await cut(text, 100, ",", 65_536);
    expect(parts.join("")).toBe(text);
    expect(parts.length).toBeGreaterThan(1_000);
  });

  it("loses nothing, and makes parts no larger than asked", async () => {
    const line = fc.stringMatching(/^[a-z",]{0,9}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 10, max: 40 }), async (lines, limit) => {
        const text = lines.join("\n");
        const parts = await cut(text, limit, null, 3);
        expect(parts.join("")).toBe(text);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

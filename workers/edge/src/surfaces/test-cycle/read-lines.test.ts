import { describe, expect, it } from "vitest";
import { BrokenLine, readJsonOrLines } from "./read-lines.ts";

const read = async (body: string, contentType?: string) => {
  const headers = contentType === undefined ? {} : { "content-type": contentType };
  const request = new Request("https://example.com", { method: "POST", body, headers });
  return readJsonOrLines(request, 1_000);
};
const LINES = '{"a":1}\n\n{"a":2}\r\n';

describe("readJsonOrLines", () => {
  it.each([
    ["one value", '{"a":1}', { a: 1 }],
    ["one value over several lines", '{\n  "a": 1\n}', { a: 1 }],
    ["a list over several lines", '[\n{"a":1},\n{"a":2},\n]', [{ a: 1 }, { a: 2 }]],
    ["a value for each line", LINES, [{ a: 1 }, { a: 2 }]],
  ])("reads %s, whatever it is called", async (_, body, value) => {
    for (const type of [undefined, "text/plain", "application/json"]) {
      expect(await read(body, type)).toEqual({ ok: true, value });
    }
  });

  it("reads what is called lines as such", async () => {
    expect(await read('{"a":1}', "application/x-ndjson")).toEqual({ ok: true, value: [{ a: 1 }] });
    expect(await read(LINES, "application/jsonl; charset=utf-8")).toMatchObject({
      value: [{ a: 1 }, { a: 2 }],
    });
  });

  it("reads a sequence of JSON texts, each behind its separator (RFC 7464)", async () => {
    const answer = await read('\u001E{"a":1}\n\u001E{"a":2}\n', "application/json-seq");
    expect(answer).toEqual({ ok: true, value: [{ a: 1 }, { a: 2 }] });
  });

  it("keeps the place of a line that is no JSON", async () => {
    const deep = "[".repeat(40) + "]".repeat(40);
    const answer = await read(`{"a":1}\n{\n${deep}\n{"a":2}`);
    const lines = answer.ok && Array.isArray(answer.value) ? answer.value : [];
    expect(lines.map((line) => (line instanceof BrokenLine ? line.problem.code : line))).toEqual([
      { a: 1 },
      "invalid_json",
      "json_too_deep",
      { a: 2 },
    ]);
  });

  it("takes lines for lines also where none of them can be read", async () => {
    const answer = await read(Array.from({ length: 40 }, () => '{"type":"outcome",').join("\n"));
    const lines = answer.ok && Array.isArray(answer.value) ? answer.value : [];
    expect(lines).toHaveLength(40);
    for (const line of lines) expect(line).toMatchObject({ problem: { code: "invalid_json" } });
  });

  it.each([
    ["invalid_json", "{"],
    ["invalid_json", '{"events":[\n{"a":1},\n{"a":2},'],
    ["invalid_json", '{\n"a": 1,\n'],
    ["invalid_json", " \n"],
    ["json_too_deep", "[".repeat(40) + "]".repeat(40)],
    ["body_too_large", `"${"x".repeat(1_000)}"`],
  ])("answers %s to what cannot be read", async (code, body) => {
    expect(await read(body)).toMatchObject({ ok: false, error: { code } });
  });
});

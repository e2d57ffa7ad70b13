import { describe, expect, it } from "vitest";
import { cuttingOf } from "./feed-file.ts";

const cutting = (text: string, format?: string) =>
  cuttingOf(new TextEncoder().encode(text), format);

describe("cuttingOf", () => {
  it.each(["", "\n", "\r\n\r\n"])("cuts no JSON document, also one that ends with %j", (end) => {
    for (const document of ['{"items":[{"id":"a"}]}', '{"products":[]}', '{"id":"a"}', "[1]"]) {
      for (const before of ["", "\uFEFF", "\n"]) {
        expect(cutting(before + document + end), JSON.stringify(before + document)).toBeNull();
      }
    }
  });

  it.each(["\n", "\r\n", "\n\n"])("cuts JSON lines that end with %j", (end) => {
    expect(cutting(`{"id":"a"}${end}{"id":"b"}${end}`)).toEqual({ delimiter: null });
    expect(cutting(`{"id":"a"}${end}{"id":"b`)).toEqual({ delimiter: null });
  });

  it("cuts what it is told", () => {
    expect(cutting('{"items":[]}\n', "ndjson")).toEqual({ delimiter: null });
    expect(cutting('{"id":"a"}\n{"id":"b"}\n', "json")).toBeNull();
  });
});

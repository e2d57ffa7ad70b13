import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropTrailingCommas } from "./trailing-commas.ts";

describe("dropTrailingCommas", () => {
  it("makes spaces of commas before a closing bracket, whatever space is between", () => {
    expect(dropTrailingCommas('{"a": [1, 2,], "b": {"c": 3 ,\n\t},\r\n}')).toBe(
      '{"a": [1, 2 ], "b": {"c": 3  \n\t} \r\n}',
    );
  });

  it("keeps commas inside strings, escaped quotes included", () => {
    const json = String.raw`{"a": ",]", "b\",}": "\\", "c": "x,}"}`;
    expect(dropTrailingCommas(json)).toBe(json);
  });

  it("does not make two commas one", () => {
    expect(() => JSON.parse(dropTrailingCommas("[1,,]"))).toThrow(SyntaxError);
  });

  it("leaves valid JSON as it is", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(dropTrailingCommas(json)).toBe(json);
      }),
    );
  });

  it("repairs any JSON that got a comma before each closing bracket", () => {
    const filled = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.array(tie("value"), { minLength: 1 }),
        fc.dictionary(fc.string(), tie("value"), { minKeys: 1 }),
      ),
    })).value;
    fc.assert(
      fc.property(filled, (value) => {
        const spoilt = spoil(value);
        expect(JSON.parse(dropTrailingCommas(spoilt))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("takes time linear in the length of a string that is never closed", () => {
    // Half a body of a batch; quadratic time would outlast the test by far.
    const open = `"${String.raw`\"`.repeat(500_000)}`;
    expect(dropTrailingCommas(open)).toBe(open);
    expect(dropTrailingCommas(`${open}\\`)).toBe(`${open}\\`);
  });
});

/** JSON of a value, with a comma after the last element of every array and object. */
function spoil(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((inner) => `${spoil(inner)},`).join(" ")} ]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${spoil(inner)},`,
  );
  return `{${members.join("\n")}}`;
}

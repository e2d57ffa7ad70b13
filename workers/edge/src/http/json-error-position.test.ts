import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonErrorPosition } from "./json-error-position.ts";

/** Whether more text could make it JSON: V8 is at a loss only where it ends. */
const isBegun = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const position = / at position (\d+)/.exec(String(error))?.[1];
    return position === undefined
      ? /end of JSON input/.test(String(error))
      : Number(position) >= text.length;
  }
};

describe("jsonErrorPosition", () => {
  it.each([
    ["", 0],
    ["nul", 0],
    ["[1 2]", 3],
    ["[1,]", 3],
    ['{"a":1,}', 7],
    ["{'a':1}", 1],
    ['{"a"}', 4],
    ['{"a":1]', 6],
    ["[1] [", 4],
    ['["\\x"]', 1],
    ['["open', 1],
    ["[01]", 2],
    ["[-]", 1],
    [" \n[true,\tfalse null]", 15],
  ])("of %j is %i", (text, position) => {
    expect(jsonErrorPosition(text)).toBe(position);
  });

  it("is behind what could still become JSON, and not behind what could not", () => {
    const spoilt = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom(",", "]", "}", ":", "#", " "))
      .map(([json, at, token]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + token + json.slice(place);
      })
      .filter((text) => !isBegun(text));
    fc.assert(
      fc.property(spoilt, (text) => {
        const position = jsonErrorPosition(text);
        expect(position).toBeLessThan(text.length);
        expect(isBegun(text.slice(0, position))).toBe(true);
      }),
    );
  });

  it("takes time linear in the length of a text", () => {
    expect(jsonErrorPosition(`["${String.raw`\"`.repeat(500_000)}`)).toBe(1);
    expect(jsonErrorPosition(`[${"1 ,".repeat(300_000)}`)).toBe(900_001);
  });
});

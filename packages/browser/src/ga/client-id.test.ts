import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaClient } from "./client-id.ts";

const read = (value: string) => gaClient(value)?.id;

describe("gaClient", () => {
  it.each([
    ["one label", "GA1.1.1357924680.1712345678", "1357924680.1712345678"],
    ["two labels", "GA1.2.246801357.1598765432", "246801357.1598765432"],
    ["three labels", "GA1.3.975312468.1655555555", "975312468.1655555555"],
    ["a path part", "GA1.2-2.864209753.1700000001", "864209753.1700000001"],
    [
      "a UUID",
      "GA1.1.7d3f1c5e-90ab-4cde-8f01-23456789abcd",
      "7d3f1c5e-90ab-4cde-8f01-23456789abcd",
    ],
    ["an AMP id", "amp-Zx9_kLmNoPqRsTuVwXyZab", "amp-Zx9_kLmNoPqRsTuVwXyZab"],
    ["an AMP id behind a prefix", "GA1.2.amp-Zx9_kLmNoPqRsTuVwXyZab", "amp-Zx9_kLmNoPqRsTuVwXyZab"],
  ])("reads %s", (_, value, id) => {
    expect(read(value)).toBe(id);
  });

  it.each([
    ["a deleted cookie", "deleted"],
    ["a deleted id", "GA1.2.deleted"],
    ["a single number", "GA1.2.7"],
    ["a long single number", "GA1.2.1234567890"],
    ["seconds that are not ten digits", "GA1.2.246801357.159876543"],
    ["no id", "GA1.2."],
    ["another scheme", "GS1.1.1357924680.1712345678"],
    ["nothing", ""],
  ])("refuses %s", (_, value) => {
    expect(read(value)).toBeUndefined();
  });

  it("reads back every client id that Google's scripts can write", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }),
        (depth, random, seconds) => {
          expect(read(`GA1.${depth}.${random}.${seconds}`)).toBe(`${random}.${seconds}`);
        },
      ),
    );
  });

  it("reads back every UUID", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(read(`GA1.1.${uuid}`)).toBe(uuid);
      }),
    );
  });

  it("takes any value, and never answers more than an id", () => {
    const value = fc.oneof(fc.string(), fc.stringMatching(/^(GA1\.\d\.|amp-)?[\w.$ -]{0,40}$/));
    fc.assert(
      fc.property(value, (text) => {
        expect(read(text) ?? "amp-none").toMatch(/^[\w.-]{8,128}$/);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaSession } from "./session.ts";

const read = (value: string) => gaSession("ABC123XYZ0", value);

const seconds = fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map(String);
const count = fc.integer({ min: 1, max: 999 }).map(String);
const flag = fc.constantFrom("0", "1");

describe("gaSession", () => {
  it.each([
    ["GS1 of five parts", "GS1.1.1688888888.4.1.1688889999.0"],
    ["GS1 of seven parts", "GS1.1.1688888888.4.1.1688889999.60.0.0"],
    ["GS1 that ends with the last hit", "GS1.1.1688888888.4.1.1688889999"],
    ["GS2", "GS2.1.s1688888888$o4$g1$t1688889999$j60$l0$h0"],
    ["GS2 that is not engaged", "GS2.2.s1688888888$o4$g0$t1688889999$j60$l0$h0"],
    ["GS2 with unknown letters and dashes", "GS2.1.s1688888888$o4$g1$t1688889999$h7$dQ-w_E-rT"],
    ["GS2 with its letters alone", "GS2.3.s1688888888$t1688889999"],
    ["GS2 of many sessions", "GS2.1.s1688888888$o10431$g1$t1688889999$j0$l1$h1234567890"],
    ["GS1 of a visitor who is logged in", "GS1.2.1688888888.12.0.1688889999.7.1.a1b2c3"],
    ["GS1 with a path part in its depth", "GS1.2-2.1688888888.4.1.1688889999.0"],
    ["GS2 with encoded dollars", "GS2.1.s1688888888%24o4%24g1%24t1688889999%24j60"],
    ["GS2 in another order", "GS2.1.t1688889999$h0$l0$j60$g1$o4$s1688888888"],
  ])("reads %s", (_, value) => {
    expect(read(value)).toMatchObject({
      streamId: "ABC123XYZ0",
      id: "1688888888",
      rank: -1_688_889_999,
    });
  });

  it.each([
    ["sixteen digits of other software", "GS1.2.1688888888123456.a1b2c3d4e5f6"],
    ["sixteen digits in all places", "GS1.1.1688888888123456.4.1.1688889999123456.0"],
    ["a start of nine digits", "GS2.1.s168888888$o4$g1$t1688889999"],
    ["a last hit of nine digits", "GS1.1.1688888888.4.1.168888999.0"],
    ["seconds inside another letter's value", "GS2.1.o4$g1$t1688889999$dxs1688888888"],
    ["no last hit", "GS2.1.s1688888888$o4$g1"],
    ["no start", "GS2.1.o4$g1$t1688889999"],
    ["a version that is not known", "GS3.1.s1688888888$o4$g1$t1688889999"],
    ["a client id", "GA1.1.1688888888.1688889999"],
    ["nothing", ""],
  ])("refuses %s", (_, value) => {
    expect(read(value)).toBeUndefined();
  });

  it("reads back every GS1", () => {
    fc.assert(
      fc.property(seconds, count, flag, seconds, fc.boolean(), (start, number, on, hit, long) => {
        const value = `GS1.1.${start}.${number}.${on}.${hit}.0${long ? ".0.0" : ""}`;
        expect(read(value)).toMatchObject({ id: start, rank: -Number(hit) });
      }),
    );
  });

  it("reads back every GS2 in any order of its letters", () => {
    const parts = fc.tuple(seconds, count, flag, seconds).chain(([start, number, on, hit]) =>
      fc.tuple(
        fc.constant([start, hit] as const),
        fc.shuffledSubarray([`s${start}`, `o${number}`, `g${on}`, `t${hit}`, "j3", "l0", "h0"], {
          minLength: 7,
        }),
      ),
    );
    fc.assert(
      fc.property(parts, ([[start, hit], letters]) => {
        const session = read(`GS2.1.${letters.join("$")}`);
        expect(session).toMatchObject({ id: start, rank: -Number(hit) });
      }),
    );
  });

  it("takes any value, and answers only ten-digit seconds", () => {
    const value = fc.oneof(fc.string(), fc.stringMatching(/^GS[12]\.\d\.[sotg\d$.-]{0,60}$/));
    fc.assert(
      fc.property(value, (text) => {
        expect(read(text)?.id ?? "0000000000").toMatch(/^\d{10}$/);
      }),
    );
  });
});

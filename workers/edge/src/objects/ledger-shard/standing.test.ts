import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Claim, SOURCES } from "../../protocol/ledger-shard/claim.ts";
import { standingOf } from "./standing.ts";

const claim = (given: Partial<Claim>): Claim => ({
  order: "order-1",
  source: "reward",
  witness: "query-1",
  entry: "purchase",
  amount: 100,
  currency: "EUR",
  at: 1_000,
  visitor: "visitor-1",
  trusted: true,
  ...given,
});

describe("standingOf", () => {
  it("counts an order once that a reward, an outcome and a conversion tell of", () => {
    const claims = [
      claim({}),
      claim({ witness: "query-2", at: 1_001 }),
      claim({ source: "outcome", witness: "visitor-1", amount: 98 }),
      claim({ source: "conversion", witness: "shop", amount: 99, visitor: null }),
    ];
    expect(standingOf(claims)).toEqual({
      amount: 99,
      returned: 0,
      currency: "EUR",
      at: 1_000,
      source: "conversion",
      visitor: "visitor-1",
      others: [],
    });
  });

  it("adds up what one witness says: parts of a delivery", () => {
    expect(standingOf([claim({}), claim({ entry: "second", amount: 20 })])?.amount).toBe(120);
  });

  it("takes off what was given back, whoever knows of it, and never more than was paid", () => {
    const refund = claim({ source: "outcome", witness: "visitor-1", entry: "back", amount: -30 });
    expect(standingOf([claim({}), refund])).toMatchObject({
      amount: 70,
      returned: 30,
      source: "reward",
    });
    expect(standingOf([claim({}), { ...refund, amount: -300 }])).toMatchObject({
      amount: 0,
      returned: 100,
    });
    expect(standingOf([refund])?.amount).toBe(0);
  });

  it("knows no sum where nobody named one", () => {
    expect(standingOf([claim({ amount: null })])?.amount).toBeNull();
    expect(standingOf([claim({ amount: null }), claim({ entry: "b" })])?.amount).toBe(100);
  });

  it("believes a server before a page", () => {
    const forged = claim({ source: "outcome", amount: 9_999, visitor: "thief", trusted: false });
    expect(standingOf([forged, claim({})])).toMatchObject({
      amount: 100,
      visitor: "visitor-1",
      others: ["thief"],
    });
  });

  it("says the same in whatever order the reports came", () => {
    const any = fc.record({
      source: fc.constantFrom(...SOURCES),
      witness: fc.constantFrom("a", "b"),
      entry: fc.constantFrom("x", "y", "z"),
      amount: fc.option(fc.integer({ min: -200, max: 200 })),
      at: fc.integer({ min: 0, max: 3 }),
      visitor: fc.constantFrom("v", "w", null),
      trusted: fc.boolean(),
    });
    const once = fc.uniqueArray(any, {
      minLength: 1,
      maxLength: 12,
      selector: ({ source, witness, entry }) => `${source} ${witness} ${entry}`,
    });
    fc.assert(
      fc.property(
        once.chain((claims) =>
          fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
        ),
        ([claims, shuffled]) => {
          const standing = standingOf(claims.map(claim));
          expect(standingOf(shuffled.map(claim))).toEqual(standing);
          expect(standing?.amount ?? 0).toBeGreaterThanOrEqual(0);
          const named = new Set(claims.flatMap(({ visitor }) => visitor ?? []));
          expect(new Set([...(standing?.others ?? []), standing?.visitor ?? []].flat())).toEqual(
            named,
          );
        },
      ),
    );
  });
});

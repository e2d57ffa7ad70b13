import { accountId, type KeyKind } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountOf, generateKey, hashKey, sameHash } from "./api-key.ts";

const account = fc.stringMatching(/^[a-z0-9-]{1,32}$/);
const kind = fc.constantFrom<KeyKind>("secret", "publishable", "admin");
const mode = fc.constantFrom("live" as const, "test" as const);

describe("accountOf", () => {
  it("finds the account in every key we make", () => {
    fc.assert(
      fc.property(account, kind, mode, (name, ofKind, inMode) => {
        expect(accountOf(generateKey(ofKind, inMode, name))).toBe(name);
      }),
    );
  });

  it("gives a name that is safe in an object's name, or none, for any text", () => {
    const likeKeys = fc
      .tuple(kind, fc.string(), fc.string())
      .map(([ofKind, name, secret]) => generateKey(ofKind, "live", name) + secret);
    fc.assert(
      fc.property(fc.oneof(fc.string(), likeKeys), (text) => {
        const name = accountOf(text);
        expect(name === null || accountId.safeParse(name).success).toBe(true);
      }),
    );
  });

  it("reads the development keys, which have no secret part", () => {
    expect(accountOf("sk_test_demo")).toBe("demo");
  });

  it("takes nothing else for a key", () => {
    const others = ["", "sk_live_", "sk_prod_demo", "xx_live_demo_1", "sk_live_a:b_1", "SK_LIVE_A"];
    for (const text of [...others, "sk_live_demo_1\n", " sk_live_demo_1", "a.b.c"]) {
      expect(accountOf(text), text).toBeNull();
    }
  });
});

describe("generateKey", () => {
  it("makes another secret each time", () => {
    const keys = Array.from({ length: 50 }, () => generateKey("secret", "live", "shop"));
    expect(new Set(keys).size).toBe(50);
    expect(keys[0]).toMatch(/^sk_live_shop_[0-9a-f]{40}$/);
  });
});

describe("sameHash", () => {
  it("is true for the same key alone", () => {
    expect(sameHash(hashKey("sk_live_a_1"), hashKey("sk_live_a_1"))).toBe(true);
    expect(sameHash(hashKey("sk_live_a_1"), hashKey("sk_live_a_2"))).toBe(false);
    expect(sameHash(hashKey("sk_live_a_1"), "")).toBe(false);
  });
});

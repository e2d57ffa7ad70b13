import { sign } from "hono/jwt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACCESS_TOKEN_LIFETIME_S,
  claimedAccount,
  issueAccessToken,
  verifyAccessToken,
} from "./access-token.ts";
import { deriveKey } from "./derived-keys.ts";

const ROOT = "root key of the test, 32 characters";
const NOW = Date.UTC(2026, 10, 21);

const secret = deriveKey(ROOT, "access-token", "shop").toString("hex");
const claims = {
  iss: "nextmove",
  aud: "nextmove-api",
  sub: "shop",
  key: "k1",
  iat: NOW / 1000,
  exp: NOW / 1000 + 60,
};

describe("an access token", () => {
  it("stands for its key until it expires", async () => {
    const token = await issueAccessToken(ROOT, "shop", "k1", NOW);
    const expiry = NOW + ACCESS_TOKEN_LIFETIME_S * 1000;
    expect(claimedAccount(token)).toBe("shop");
    expect(await verifyAccessToken(ROOT, "shop", token, NOW)).toBe("k1");
    expect(await verifyAccessToken(ROOT, "shop", token, expiry - 1)).toBe("k1");
    expect(await verifyAccessToken(ROOT, "shop", token, expiry)).toBeNull();
  });

  it("is nothing for another account or under another root key", async () => {
    const token = await issueAccessToken(ROOT, "shop", "k1", NOW);
    expect(await verifyAccessToken(ROOT, "shop2", token, NOW)).toBeNull();
    expect(await verifyAccessToken("another root key", "shop", token, NOW)).toBeNull();
  });

  it("is refused under any algorithm but its own", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.`;
    const longer = await sign(claims, secret, "HS512");
    expect(await verifyAccessToken(ROOT, "shop", unsigned, NOW)).toBeNull();
    expect(await verifyAccessToken(ROOT, "shop", longer, NOW)).toBeNull();
  });

  it("needs the right issuer, audience, expiry and key", async () => {
    const verdict = async (change: object) => {
      const token = await sign({ ...claims, ...change }, secret, "HS256");
      return verifyAccessToken(ROOT, "shop", token, NOW);
    };
    expect(await verdict({})).toBe("k1");
    for (const change of [{ iss: "x" }, { aud: "x" }, { exp: undefined }, { exp: "never" }]) {
      expect(await verdict(change), JSON.stringify(change)).toBeNull();
    }
    expect(await verdict({ key: 7 })).toBeNull();
  });

  it("is refused once its claims have changed", async () => {
    const [header, , signature] = (await sign(claims, secret, "HS256")).split(".");
    const forged = Buffer.from(JSON.stringify({ ...claims, key: "k2" })).toString("base64url");
    const token = `${header}.${forged}.${signature}`;
    expect(await verifyAccessToken(ROOT, "shop", token, NOW)).toBeNull();
  });
});

describe("claimedAccount", () => {
  it("never throws and never names what is no account", () => {
    const payload = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(payload, (text) => {
        const token = `h.${Buffer.from(text).toString("base64url")}.s`;
        expect(claimedAccount(token) ?? "a").toMatch(/^[a-z0-9-]{1,32}$/);
        expect(claimedAccount(text) ?? "a").toMatch(/^[a-z0-9-]{1,32}$/);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signDecision, verifyDecision } from "./decision-token.ts";

const ROOT = "root key of the test, 32 characters";
const subject = { account: "shop", caseId: "banner", queryId: "q-1" };
const token = signDecision(ROOT, subject);

describe("a decision's token", () => {
  it("proves the decision it was made for, whatever the query id holds", () => {
    fc.assert(
      fc.property(fc.string(), (queryId) => {
        const own = { ...subject, queryId };
        expect(verifyDecision(ROOT, own, signDecision(ROOT, own))).toBe(true);
      }),
    );
  });

  it("is refused for another account, case or query, and under another root key", () => {
    expect(verifyDecision(ROOT, { ...subject, account: "shop2" }, token)).toBe(false);
    expect(verifyDecision(ROOT, { ...subject, caseId: "banner2" }, token)).toBe(false);
    expect(verifyDecision(ROOT, { ...subject, queryId: "q-2" }, token)).toBe(false);
    expect(verifyDecision("another root key, of 32 characters", subject, token)).toBe(false);
  });

  it("keeps case and query apart: moving characters between them gives another token", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (left, middle, right) => {
        const one = signDecision(ROOT, {
          account: "a",
          caseId: left + middle,
          queryId: right,
        });
        const other = { account: "a", caseId: left, queryId: middle + right };
        expect(verifyDecision(ROOT, other, one)).toBe(false);
      }),
    );
  });

  it("is refused once any bit of its signature has changed", () => {
    const signature = Buffer.from(token.slice(2), "base64url");
    fc.assert(
      fc.property(fc.nat(signature.length * 8 - 1), (bit) => {
        const spoilt = Buffer.from(signature);
        spoilt.writeUInt8(spoilt.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(verifyDecision(ROOT, subject, `1.${spoilt.toString("base64url")}`)).toBe(false);
      }),
    );
  });

  it("is refused when cut, lengthened, of another key, or not there", () => {
    const forgeries = [undefined, "", ".", "1.", "1", `2${token.slice(1)}`, `${token}.x`];
    for (const forgery of [...forgeries, token.slice(0, -2), `${token}AAAA`, token.slice(2)]) {
      expect(verifyDecision(ROOT, subject, forgery), forgery).toBe(false);
    }
  });
});

describe("a root key that could be guessed", () => {
  it("signs nothing", () => {
    const subject = { account: "acme", caseId: "shop", queryId: "q" };
    expect(() => signDecision("short", subject)).toThrow(/32 characters/);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaAliases } from "./aliases.ts";

describe("gaAliases", () => {
  it("reads client and session from document.cookie", () => {
    expect(
      gaAliases(
        "theme=dark; _ga=GA1.1.1357924680.1712345678; _ga_ABC123=GS2.1.s1712345000%24o4%24g1%24t1712345678",
      ),
    ).toEqual({ ga_client_id: "1357924680.1712345678", ga_session_id: "1712345000" });
  });

  it("answers the one that is there", () => {
    expect(gaAliases("_ga=GA1.1.1357924680.1712345678")).toEqual({
      ga_client_id: "1357924680.1712345678",
    });
  });

  it("reads cookies under the shop's own prefix, and then those alone", () => {
    const cookies =
      "_ga=GA1.1.1111111111.1700000001; shop_ga=GA1.1.2222222222.1700000002; shop_ga_ABC123=GS1.1.1712345000.4.1.1712345678.0";
    expect(gaAliases(cookies, { cookiePrefix: "shop" })).toEqual({
      ga_client_id: "2222222222.1700000002",
      ga_session_id: "1712345000",
    });
    expect(gaAliases(cookies)).toEqual({ ga_client_id: "1111111111.1700000001" });
  });

  it("reads the session of the stream that is asked for", () => {
    const cookies =
      "_ga_OLD=GS1.1.1712345000.4.1.1712345678.0; _ga_NEW=GS2.1.s1715555000$o4$g1$t1715555678";
    expect(gaAliases(cookies, { measurementId: "G-OLD" })).toEqual({ ga_session_id: "1712345000" });
    expect(gaAliases(cookies)).toEqual({ ga_session_id: "1715555000" });
    expect(gaAliases(cookies, { measurementId: "G-OTHER" })).toBeUndefined();
  });

  it("takes of several clients that of the widest domain, in either order", () => {
    const host = "_ga=GA1.3.111111111.1700000003";
    const site = "_ga=GA1.2.222222222.1700000002";
    const expected = { ga_client_id: "222222222.1700000002" };
    expect(gaAliases(`${host}; ${site}`)).toEqual(expected);
    expect(gaAliases(`${site}; ${host}`)).toEqual(expected);
    expect(gaAliases(`_ga=GA1.1.deleted; ${site}`)).toEqual(expected);
  });

  it("takes of a stream's sessions the running one, whichever domain it is kept for", () => {
    const running = "_ga_A=GS2.3.s1690000000$o1$g1$t1690000001";
    const left = "_ga_A=GS2.2.s1688888888$o1$g1$t1688889999";
    expect(gaAliases(`${left}; ${running}`)).toEqual({ ga_session_id: "1690000000" });
  });

  it("looks at Google's names alone", () => {
    const session = "GS1.1.1688888888.4.1.1688889999.0";
    const names = ["_ga", "_ga_", "_gat_ABC123XYZ0", "x_ga_ABC123XYZ0", "_ga_A B"];
    const cookies = [
      "_gid=GA1.2.222222222.1700000002",
      ...names.map((name) => `${name}=${session}`),
    ];
    expect(gaAliases(cookies.join("; "))).toBeUndefined();
  });

  it("takes any cookies", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (header) => {
        expect(gaAliases(header)).toBeUndefined();
      }),
    );
  });

  it("is undefined without Google Analytics", () => {
    expect(gaAliases("theme=dark; _ga=deleted")).toBeUndefined();
  });
});

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

  it("is undefined without Google Analytics", () => {
    expect(gaAliases("theme=dark; _ga=deleted")).toBeUndefined();
  });
});

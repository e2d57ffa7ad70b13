import { describe, expect, it } from "vitest";
import { createNextmove } from "./create.ts";

describe("createNextmove without a browser", () => {
  const nextmove = createNextmove({ key: "pk_test", endpoint: "https://edge.example" });

  it("decides the page's own order", async () => {
    expect(await nextmove.decide({ case: "shop", actions: ["a", "b"] })).toMatchObject({
      case: "shop",
      source: "default",
      action: "a",
    });
  });

  it("names its own case where the call names none", async () => {
    const { decide, recommend } = createNextmove({
      key: "pk_test",
      endpoint: "https://edge.example",
      case: "shop",
    });
    expect((await decide({ actions: ["a"] })).case).toBe("shop");
    expect((await recommend({ case: "lamps" })).case).toBe("lamps");
    expect((await recommend()).case).toBe("shop");
  });

  it("takes every other call", async () => {
    nextmove.attributes({ member: true });
    nextmove.reward({ event_type: "click" });
    nextmove.on("error", () => {})();
    expect(nextmove.consent("granted")).toBe("granted");
    expect(nextmove.consent()).toBe("granted");
    expect(await nextmove.flush()).toBeUndefined();
  });
});

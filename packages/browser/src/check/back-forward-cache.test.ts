import { describe, expect, it } from "vitest";
import { backForwardFindings } from "./back-forward-cache.ts";

describe("backForwardFindings", () => {
  it("tells each reason, whether it is an object or, as it was first, a text", () => {
    const notRestoredReasons = { reasons: [{ reason: "unload-listener" }, "websocket"] };
    expect(backForwardFindings({ notRestoredReasons }).map(({ message }) => message)).toEqual([
      "This page cannot come back as it was left: unload-listener.",
      "This page cannot come back as it was left: websocket.",
    ]);
  });

  it.each([undefined, {}, { notRestoredReasons: null }, { notRestoredReasons: { reasons: null } }])(
    "has nothing to say of %j",
    (navigation) => {
      expect(backForwardFindings(navigation)).toEqual([]);
    },
  );
});

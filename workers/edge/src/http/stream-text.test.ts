import { describe, expect, it } from "vitest";
import { streamText } from "./stream-text.ts";

describe("a streamed text", () => {
  it("arrives as it was made", async () => {
    const texts = async function* () {
      yield "one\n";
      yield "";
      yield "twó\n";
    };
    expect(await new Response(streamText(texts())).text()).toBe("one\ntwó\n");
  });

  it("breaks off with what broke it, instead of ending", async () => {
    const texts = async function* () {
      yield "one\n";
      throw new Error("the shard is gone");
    };
    await expect(new Response(streamText(texts())).text()).rejects.toThrow("the shard is gone");
  });

  it("asks for no more once nobody reads", async () => {
    let made = 0;
    let closed = false;
    const texts = async function* () {
      try {
        for (;;) {
          made += 1;
          yield "more\n";
        }
      } finally {
        closed = true;
      }
    };
    const reader = streamText(texts()).getReader();
    await reader.read();
    await reader.cancel();
    expect(closed).toBe(true);
    expect(made).toBeLessThan(4);
  });
});

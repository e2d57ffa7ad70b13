import { describe, expect, it, onTestFinished, vi } from "vitest";
import { streamText } from "./stream-text.ts";

describe("a streamed text", () => {
  it("arrives as it was made", async () => {
    const texts = async function* () {
      yield "one\n";
      yield "";
      yield "twó\n";
    };
    expect(await new Response(streamText(texts(), "request-1")).text()).toBe("one\ntwó\n");
  });

  it("breaks off with what broke it, instead of ending, and says so in the log", async () => {
    const texts = async function* () {
      yield "one\n";
      throw new Error("the shard is gone");
    };
    const log = vi.spyOn(console, "error").mockReturnValue();
    onTestFinished(() => log.mockRestore());
    const sent = new Response(streamText(texts(), "request-1"));
    await expect(sent.text()).rejects.toThrow("the shard is gone");
    expect(log).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/"request":"request-1".*the shard is gone/),
    );
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
    const reader = streamText(texts(), "request-1").getReader();
    await reader.read();
    await reader.cancel();
    expect(closed).toBe(true);
    expect(made).toBeLessThan(4);
  });
});

import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { isSet } from "./is-set.ts";

const app = new Hono().get("/", (context) => context.json(isSet(context, "force")));

describe("a flag of the query", () => {
  it.each([
    ["/", false],
    ["/?force", true],
    ["/?force=", true],
    ["/?force=1", true],
    ["/?force=true", true],
    ["/?force=0", false],
    ["/?force=false", false],
    ["/?force=perhaps", false],
    ["/?enforce=1", false],
  ])("is, of %s, %s", async (path, set) => {
    expect(await (await app.request(path)).json()).toBe(set);
  });
});

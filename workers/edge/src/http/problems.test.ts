import { describe, expect, it } from "vitest";
import { z } from "zod";
import { failuresOf } from "./problems.ts";

const schema = z.strictObject({ actions: z.array(z.string()), limit: z.int().min(1).optional() });

const failuresFor = (value: unknown, prefix?: string) => {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error("the example should be wrong");
  return failuresOf(parsed.error, prefix);
};

describe("failuresOf", () => {
  it("gives one failure per issue, with a dotted path", () => {
    const failures = failuresFor({ actions: ["a", 7], limit: 0 });
    expect(failures.map(({ code, path }) => ({ code, path }))).toEqual([
      { code: "invalid_body", path: "actions.1" },
      { code: "invalid_body", path: "limit" },
    ]);
  });

  it("names an unknown key", () => {
    expect(failuresFor({ actions: [], limits: 1 }).map(({ path }) => path)).toEqual(["limits"]);
  });

  it("puts the prefix before every path", () => {
    expect(failuresFor({ actions: 1 }, "settings").map(({ path }) => path)).toEqual([
      "settings.actions",
    ]);
    expect(failuresFor("text", "settings").map(({ path }) => path)).toEqual(["settings"]);
  });

  it("blames no field when the whole body is wrong", () => {
    expect(failuresFor("text").map((failure) => "path" in failure)).toEqual([false]);
  });
});

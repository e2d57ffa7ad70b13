import { beforeEach, expect, it, vi } from "vitest";
import { failureOf, faultOf } from "./failure-of.ts";

beforeEach(() => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  return () => log.mockRestore();
});

const codeOf = (message: string, properties: object, requestId = "mine"): string =>
  failureOf(Object.assign(new Error(message), properties), requestId).code;

it("asks for patience where the object was in the way, not the request", () => {
  for (const name of ["overloaded", "retryable", "durableObjectReset"]) {
    expect(codeOf("busy", { [name]: true })).toBe("overloaded");
  }
  expect(codeOf("a bug", {})).toBe("internal");
});

it("tells the request that made an object fail from those that were in it, too", () => {
  const reset = { durableObjectReset: true };
  expect(codeOf(faultOf("mine", new Error("a bug")), reset)).toBe("internal");
  expect(codeOf(faultOf("another", new Error("a bug")), reset)).toBe("overloaded");
});

import { describe, expect, it } from "vitest";
import { type ConsentEffects, createConsent, readConsent } from "./consent.ts";

function recorder(name: string, log: string[]): ConsentEffects {
  return {
    pending: () => log.push(`${name} pending`),
    granted: () => log.push(`${name} granted`),
    denied: () => log.push(`${name} denied`),
  };
}

describe("createConsent", () => {
  it("runs the effects of its first state, part by part", () => {
    const log: string[] = [];
    createConsent("denied", [recorder("a", log), recorder("b", log)]);
    expect(log).toEqual(["a denied", "b denied"]);
  });

  it("follows any change once, back from denied too", () => {
    const log: string[] = [];
    const consent = createConsent("pending", [recorder("a", log)]);
    for (const state of ["granted", "granted", "denied", "granted", "pending"]) {
      consent.change(state);
    }
    expect(log).toEqual(["a pending", "a granted", "a denied", "a granted", "a pending"]);
    expect(consent.state()).toBe("pending");
  });

  it.each([undefined, null, "", "GRANTED", "toString", 1, {}])("ignores %j", (value) => {
    const log: string[] = [];
    const consent = createConsent("pending", [recorder("a", log)]);
    consent.change(value);
    expect(consent.state()).toBe("pending");
    expect(log).toEqual(["a pending"]);
  });
});

describe("readConsent", () => {
  it("takes anything but a state for pending", () => {
    expect(["granted", "denied", "pending", "yes", undefined].map(readConsent)).toEqual([
      "granted",
      "denied",
      "pending",
      "pending",
      "pending",
    ]);
  });
});

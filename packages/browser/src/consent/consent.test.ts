import { describe, expect, it } from "vitest";
import type { ConsentReport } from "../api.ts";
import { type ConsentFollower, createConsent } from "./consent.ts";

function recorder(name: string, log: string[]): ConsentFollower {
  return {
    follow: (mayStore, mustForget) =>
      void log.push(`${name} ${mayStore ? "granted" : mustForget ? "denied" : "pending"}`),
  };
}

describe("createConsent", () => {
  it("runs the effects of its first state, part by part", () => {
    const log: string[] = [];
    createConsent("denied", [recorder("a", log), recorder("b", log)], () => {});
    expect(log).toEqual(["a denied", "b denied"]);
  });

  it("follows any change once, back from denied too", () => {
    const log: string[] = [];
    const consent = createConsent("pending", [recorder("a", log)], () => {});
    for (const state of ["granted", "granted", "denied", "granted", "pending"]) {
      consent.change(state, undefined);
    }
    expect(log).toEqual(["a granted", "a denied", "a granted", "a pending"]);
    expect(consent.current().state).toBe("pending");
  });

  it("tells every change of the state or its reason", () => {
    const told: ConsentReport[] = [];
    const consent = createConsent(undefined, [], (report) => told.push(report));
    expect(consent.current().reason).toBe("not asked yet");
    consent.change("granted", undefined);
    consent.change("granted", "page");
    consent.change("granted", "tcf");
    consent.change("denied", 5);
    expect(told).toEqual([
      { state: "granted", reason: "page" },
      { state: "granted", reason: "tcf" },
      { state: "denied", reason: "page" },
    ]);
  });

  it.each([undefined, null, "", "GRANTED", "toString", 1, {}])("ignores %j", (value) => {
    const log: string[] = [];
    const consent = createConsent(value, [recorder("a", log)], () => {});
    consent.change(value, undefined);
    expect(consent.current()).toEqual({ state: "pending", reason: "not asked yet" });
    expect(log).toEqual([]);
  });
});

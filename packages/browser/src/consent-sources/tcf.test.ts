import { describe, expect, it } from "vitest";
import { tcfSignal } from "./tcf.ts";

const tcData = (more: object) => ({ eventStatus: "tcloaded", gdprApplies: true, ...more });
const agreed = { purpose: { consents: { 1: true, 7: true } } };

describe("tcfSignal", () => {
  it.each([
    ["GDPR does not apply", tcData({ gdprApplies: false }), "granted"],
    ["an earlier answer", tcData(agreed), "granted"],
    ["an answer now", tcData({ ...agreed, eventStatus: "useractioncomplete" }), "granted"],
    ["a dialogue on the screen", tcData({ ...agreed, eventStatus: "cmpuishown" }), undefined],
    ["nothing about purposes", tcData({}), "denied"],
    ["another purpose only", tcData({ purpose: { consents: { 7: true } } }), "denied"],
    ["a purpose that is not true", tcData({ purpose: { consents: { 1: "yes" } } }), "denied"],
    ["no data", null, undefined],
  ])("reads %s", (_, data, state) => {
    expect(tcfSignal(data, { purposes: [1] })?.state).toBe(state);
  });

  it("says which purpose is refused", () => {
    const signal = tcfSignal(tcData(agreed), { purposes: [1, 5] });
    expect(signal).toEqual({ state: "denied", reason: "tcf: purpose 5 refused" });
  });

  it.each([
    [{ consents: { 42: true } }, "granted"],
    [{ consents: { 42: true }, disclosedVendors: { 42: true } }, "granted"],
    [{ consents: { 42: true }, disclosedVendors: { 7: true } }, "denied"],
    [{ consents: {} }, "denied"],
    [undefined, "denied"],
  ])("wants the vendor agreed to and, since TCF 2.3, disclosed: %j", (vendor, state) => {
    const data = tcData({ ...agreed, vendor });
    expect(tcfSignal(data, { purposes: [1], vendor: 42 })?.state).toBe(state);
  });
});

import { describe, expect, it } from "vitest";
import { aModel, aPeriod, END } from "../fold/events.fake.ts";
import { play, USUAL } from "../report/play.fake.ts";
import { reportOf } from "../report/report.ts";
import { reportCsv } from "./report-csv.ts";

const PERIOD = aPeriod({
  models: [aModel("reference_v1", "reference"), aModel('=cmd|"/c calc"', "test")],
  guardrails: [{ metric: "support", margin: 0.02 }],
});
const summary = play(PERIOD, [USUAL, USUAL], 300);
summary.scripts = 3;
summary.unmapped.set("mystery_9", { outcomes: 4 });
summary.early = { visitors: 1, events: 2, revenue: 5 };
const report = reportOf(PERIOD, summary, null, END);
const rows = reportCsv(report).trimEnd().split("\r\n");

describe("reportCsv", () => {
  it("has a row for each figure", () => {
    expect(rows[0]).toBe("model_id,against_id,channel,date,measure,value,lower,upper");
    expect(rows).toContain("reference_v1,,,,sessions,300,,");
    expect(rows).toContain("reference_v1,,web,,click_through,,,");
    expect(rows.filter((row) => row.includes("so_far"))).toHaveLength(28);
  });

  it("says which model to go on with", () => {
    expect(rows.find((row) => row.includes(",go_on_with,"))).toMatch(/,go_on_with,reference_v1,,$/);
  });

  it("says whether the figures can be trusted", () => {
    expect(rows).toContain(",,,,sample_ratio,fine,,");
    expect(rows.some((row) => /^,,,,sample_ratio_p,[\d.]+,,$/.test(row))).toBe(true);
    expect(rows).toContain("reference_v1,,,,expected_sessions,300,,");
    expect(rows).toContain(",,,,multiple_exposure_sessions,0,,");
    expect(rows).toContain(",,,,multiple_exposure_share,0,,");
    expect(rows.some((row) => row.includes(",guardrail_support,passed,"))).toBe(true);
    expect(rows.some((row) => row.includes(",guardrail_support_difference,0,"))).toBe(true);
    expect(rows).toContain(",,,,unmapped_mystery_9,4,,");
  });

  it("says what it was expected to come to, and what is gone on with", () => {
    expect(rows).toContain(",,,,hypothesis,none,,");
    expect(rows).toContain(",,,,new_best,,,");
    expect(rows).toContain(",,,,promoted,,,");
  });

  it("says which visitors are in no figure", () => {
    expect(rows).toContain(",,,,scripts,3,,");
    expect(rows).toContain(",,,,early_revenue,5,,");
    expect(rows).toContain(",,,,unassigned_visitors,0,,");
    expect(rows).toContain(",,,,elsewhere_visitors,0,,");
  });

  it("runs no name as a formula", () => {
    const hostile = rows.filter((row) => row.includes("calc"));
    expect(hostile.length).toBeGreaterThan(20);
    for (const row of hostile) expect(row).toMatch(/^"'=cmd\|""/);
  });
});

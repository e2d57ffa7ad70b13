import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addVisit } from "../fold/add-visit.ts";
import { aModel, aPeriod, assigned, END, outcome, START } from "../fold/events.fake.ts";
import { foldVisit } from "../fold/fold-visit.ts";
import { DAY_MS, frameOf } from "../fold/frame.ts";
import { OTHER_NAMES } from "../fold/names.ts";
import { emptySummary } from "../fold/summary.ts";
import { play, USUAL } from "../report/play.fake.ts";
import { reportOf } from "../report/report.ts";
import { PAGE_POLICY, reportPage as page } from "./report-page.ts";

const PERIOD = aPeriod({
  hypothesis: { plannedSessions: 2_000, expectedRevenue: 1 },
  guardrails: [{ metric: "refund", margin: 0.01 }],
});
const BETTER = { ...USUAL, accepts: 0.6, buysAssisted: 0.5 };
const won = play(PERIOD, [USUAL, BETTER], 2_000);

describe("reportPage", () => {
  it("says first what to do", async () => {
    const text = await page(reportOf(PERIOD, won, null, END));
    expect(text).toContain("Go on with offer_v2: it earns more than reference_v1.");
    expect(text.indexOf("Go on with")).toBeLessThan(text.indexOf("Net revenue per session</h2>"));
    expect(text).toContain("/v3/test-cycle/periods/march/promote");
  });

  it("tells apart too early, not better, and not to be trusted", async () => {
    const early = reportOf(PERIOD, won, null, START + 3 * DAY_MS);
    expect(await page(early)).toContain("Too early to say");
    const drawn = play(PERIOD, [USUAL, USUAL], 2_000);
    expect(await page(reportOf(PERIOD, drawn, null, END))).toContain("Stay with reference_v1");
    const skewed = play(PERIOD, [USUAL], 2_000);
    expect(await page(reportOf(PERIOD, skewed, null, END))).toContain("Do not decide");
  });

  it("has something to say before the first session", async () => {
    const nothing = emptySummary(frameOf(PERIOD, [], null));
    for (const now of [START - DAY_MS, START, END]) {
      const text = await page(reportOf(PERIOD, nothing, null, now));
      expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  it("claims nothing where one model had a session and the other none", async () => {
    const frame = frameOf(PERIOD, [], null);
    const summary = emptySummary(frame);
    const events = [assigned(400, "reference_v1"), outcome(401, { value: 49.9 })];
    addVisit(summary, foldVisit(events, frame), frame);
    const text = await page(reportOf(PERIOD, summary, null, END));
    expect(text).toContain("Stay with reference_v1: too few sessions came to test offer_v2.");
    expect(text).toContain("Too few sessions came to compare offer_v2 (0) with reference_v1 (1).");
    expect(text).toContain("Too few sessions came to say whether it holds.");
    expect(text).toContain("offer_v2 0 of 0.5 expected");
    expect(text).not.toMatch(/<b>€0|That may be|It came to|so far|known yet|idea of the/i);
    expect(text).toContain("Limit on “refund” not certain</b>");
    expect(text).not.toMatch(/– of the sessions|Whether more sessions end/);
    // Nothing that stands for a range, or for the look at the end.
    expect(text).not.toMatch(/class="(whisker|band|end)|bar on the right/);
  });

  it("says of each channel what came of it, support too, and in each cell what it is of", async () => {
    const text = await page(reportOf(PERIOD, won, null, END));
    for (const column of ["Sales", "Support", "Conversion", "Click-through", "Net", "Cost"]) {
      expect(text).toMatch(new RegExp(`<td[^>]* data-of="${column}"`));
    }
  });

  it("shows no table of channels before there is one", async () => {
    const nothing = emptySummary(frameOf(PERIOD, [], null));
    expect(await page(reportOf(PERIOD, nothing, null, END))).not.toContain("<h2>Channels</h2>");
  });

  it("shows the range of a single day", async () => {
    const report = reportOf(PERIOD, won, null, START + 10 * DAY_MS);
    const comparisons = report.comparisons.map((each) => ({ ...each, days: each.days.slice(-1) }));
    const [, chart = ""] =
      /class="chart lift"(.*?)<\/figure>/s.exec(await page({ ...report, comparisons })) ?? [];
    expect(chart).toMatch(/class="whisker test"/);
    expect(chart).toMatch(/class="point test"/);
  });

  it("draws each day at its place in the period", async () => {
    const report = reportOf(PERIOD, won, null, END);
    const comparisons = report.comparisons.map((each) => ({ ...each, days: each.days.slice(14) }));
    const text = await page({ ...report, comparisons });
    const [, line = ""] = /<polyline class="line" points="([^"]*)"/.exec(text) ?? [];
    expect(line.split(" ").map((point) => Number(point.split(",")[0]))).toEqual(
      Array.from({ length: 14 }, (_, day) => Number((((day + 14) * 100) / 27).toFixed(2))),
    );
  });

  it("writes percentages and losses one way, and shares as what they are", async () => {
    const poor = aModel("offer_v2", "test", { costPerSession: 10 });
    const period = aPeriod({ ...PERIOD, models: [aModel("reference_v1", "reference"), poor] });
    const text = await page(reportOf(period, play(period, [USUAL, USUAL], 2_000), 50, END));
    expect(text).not.toMatch(/\d %|-[€$]/);
    expect(text).toMatch(/−\u2060€/);
    expect(text).not.toMatch(/−(?!\u2060)/);
    expect(text).toContain("1.0 percentage points more would be too many");
    const [, money = ""] = /Net revenue per session<\/h2>(.*?)<\/section>/s.exec(text) ?? [];
    expect(money).toContain("€50.00");
    expect(money.indexOf(">Net</th>")).toBeGreaterThan(0);
    expect(money.indexOf(">Net</th>")).toBeLessThan(money.indexOf(">Sessions</th>"));
  });

  it("needs nothing from anywhere, and runs nothing", async () => {
    const text = await page(reportOf(PERIOD, won, null, END));
    expect(text).not.toMatch(/<script|<link|<img|<iframe|src=|url\(|@import|\sstyle=|\son\w+=/);
  });

  it("is let to have its own style, and nothing else", async () => {
    const text = await page(reportOf(PERIOD, won, null, END));
    const [, style = ""] = /<style>(.*)<\/style>/s.exec(text) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(PAGE_POLICY).toMatch(/^default-src 'none'; /);
    expect(PAGE_POLICY).toContain(`style-src 'sha256-${hash}';`);
  });

  it("shows money in more currencies than are told apart", async () => {
    const summary = play(PERIOD, [USUAL, BETTER], 1_000);
    summary.foreign.set("SEK", { outcomes: 1, value: 10 });
    summary.foreign.set(OTHER_NAMES, { outcomes: 2, value: 20 });
    const text = await page(reportOf(PERIOD, summary, null, END));
    expect(text).toContain("Counted as 0: 2 outcomes in others, kr\u{a0}10.");
  });

  it("says which visitors are in no figure", async () => {
    const summary = play(PERIOD, [USUAL, BETTER], 1_000);
    summary.scripts = 3;
    summary.elsewhere = { visitors: 7, events: 20, revenue: 50 };
    summary.unassigned = { visitors: 1, events: 1, revenue: 3 };
    const text = await page(reportOf(PERIOD, summary, null, END));
    expect(text).toContain("In no figure: 3 visitors who did thousands of things.");
    expect(text).toContain("In no figure: 7 visitors with €50 of revenue.");
    expect(text).toContain("In no figure: 1 visitor with €3 of revenue.");
  });

  it("shows names as they are, whatever they are", async () => {
    const hostile = ["<script>alert(1)</script>", `"><img src=x onerror='alert(1)'>`];
    const models = [aModel(hostile[0] ?? "", "reference"), aModel(hostile[1] ?? "", "test")];
    const period = aPeriod({
      models,
      hypothesis: { text: "</style><script>alert(2)</script>" },
      guardrails: [{ metric: "<b>", margin: 0.1 }],
    });
    const summary = play(period, [USUAL, BETTER], 1_000);
    summary.unmapped.set("<svg onload=alert(3)>", { outcomes: 1 });
    const [model] = summary.models;
    const chat = model?.channels.get("chat");
    if (chat) model?.channels.set("<iframe>", chat);
    const text = await page(reportOf(period, summary, null, END));
    expect(text).not.toMatch(/<script|<img|<iframe|<svg onload|<b>"?<|“<b>/);
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text).toContain("&lt;svg onload=alert(3)&gt;");
    expect(text).toContain("&lt;iframe&gt;");
  });
});

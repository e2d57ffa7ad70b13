import { createHash } from "node:crypto";
import type { ModelFigures, TestCycleReport } from "@nextmove/contract";
import { html, raw } from "hono/html";
import { moneyText } from "../report/figures-text.ts";
import { capacityNote } from "./capacity.ts";
import { checksList } from "./checks-list.ts";
import { funnels } from "./funnel.ts";
import { decidingComparison, headlineOf, leadingVerdict } from "./headline.ts";
import { hypothesisNote } from "./hypothesis.ts";
import { intervalChart, rangeText } from "./interval-chart.ts";
import { liftChart } from "./lift-chart.ts";
import type { Markup } from "./markup.ts";
import { nextSteps } from "./next-steps.ts";
import { readingNotes } from "./reading-notes.ts";
import { STYLE } from "./style.ts";
import { channelTable, moneyTable } from "./tables.ts";

// In one piece: the browser's hash is of every blank too.
const STYLE_ELEMENT = `<style>${STYLE}</style>`;
const styleHash = createHash("sha256").update(STYLE).digest("base64");

/** Nothing runs, nothing is loaded, and nobody frames it: names in it come from anybody's page. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const dateText = (iso: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso));

const stateText = ({ state, daysOver, days, at }: TestCycleReport): string => {
  if (state === "planned") return "not begun";
  if (state === "ended") return "over";
  return `running: ${daysOver} of ${days} days over, as of ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
};

const verdictCard = (report: TestCycleReport): Markup => {
  const { tone, sentence, detail } = headlineOf(report);
  const reasons = report.state === "planned" ? [] : (leadingVerdict(report)?.reasons ?? []);
  // The figures say the same at more length.
  const told = detail ? ["better_than_best", "not_proven"] : [];
  const further = reasons.filter(({ code }) => !told.includes(code));
  return html`<section class="verdict ${tone}">
    <p class="sentence">${sentence}</p>
    ${detail ? html`<p>${detail}</p>` : ""} ${further.map(({ text }) => html`<p>${text}</p>`)}
  </section>`;
};

const comparisonSection = (report: TestCycleReport): Markup | "" => {
  const verdict = leadingVerdict(report);
  const comparison = verdict && decidingComparison(report, verdict);
  if (!comparison) return "";
  return html`<section>
    <h2>How the difference developed</h2>
    ${liftChart(comparison, report)}
  </section>`;
};

const otherComparisons = (report: TestCycleReport): Markup | "" => {
  const leading = leadingVerdict(report);
  const others = report.comparisons.filter(
    ({ modelId, againstId }) => modelId !== leading?.modelId || againstId !== leading.againstId,
  );
  if (others.length === 0) return "";
  return html`<ul class="plain">
    ${others.map(({ modelId, againstId, difference }) => {
      return html`<li>
        ${modelId} less ${againstId}: <b>${moneyText(difference.value, report.currency)}</b> per
        session
        <span class="quiet">${rangeText(difference, report.currency)}</span>
      </li>`;
    })}
  </ul>`;
};

const channelSection = (models: readonly ModelFigures[], currency: string): Markup | "" => {
  if (models.every(({ channels }) => channels.length === 0)) return "";
  return html`<section>
    <h2>Channels</h2>
    ${channelTable(models, currency)}
    <p class="quiet">
      Click-through: accepted of all offers. Conversion: sessions with a sale, of all sessions.
    </p>
  </section>`;
};

/** A line may end between a minus and its currency (UAX 14), and a loss goes on as a gain: a word joiner forbids it. */
const keepSigns = (page: string): string => page.replaceAll("−", "−\u2060");

/** The report as one HTML file that needs nothing else. */
export const reportPage = async (report: TestCycleReport): Promise<string> =>
  keepSigns(String(await pageOf(report)));

const pageOf = (report: TestCycleReport): Markup => {
  const { models, currency, hypothesis } = report;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Test period ${report.periodId}</title>
        ${raw(STYLE_ELEMENT)}
      </head>
      <body>
        <main>
          <header>
            <h1>Test period ${report.periodId}</h1>
            <p class="quiet">
              ${dateText(report.start)} to ${dateText(report.end)} ·
              ${stateText(report)}${report.caseId ? ` · case ${report.caseId}` : ""}
            </p>
            ${hypothesis.text ? html`<p>Idea: ${hypothesis.text}</p>` : ""}
          </header>
          ${verdictCard(report)}
          <section>
            <h2>What to do next</h2>
            <ol>
              ${nextSteps(report).map((step) => html`<li>${step}</li>`)}
            </ol>
          </section>
          <section>
            <h2>Net revenue per session</h2>
            ${intervalChart(
              models.map(({ modelId, role, perSession }) => ({
                label: modelId,
                role,
                estimate: perSession.net,
              })),
              currency,
            )}
            ${
              report.cap === null
                ? ""
                : html`<p class="quiet">
                    No session counts for more than ${moneyText(report.cap, currency)} here, so that
                    no single order decides; in the table below all count in full.
                  </p>`
            }
            ${otherComparisons(report)} ${moneyTable(models, currency)}
          </section>
          ${comparisonSection(report)} ${hypothesisNote(report)}
          <section>
            <h2>From session to assistance</h2>
            ${funnels(models)}
          </section>
          ${channelSection(models, currency)}${capacityNote(models, currency)}
          <section>
            <h2>Can the figures be trusted?</h2>
            ${checksList(report)}
          </section>
          ${readingNotes(report)}
        </main>
      </body>
    </html>`;
};

import type { ReportVerdict, TestCycleReport } from "@nextmove/contract";
import type { Till } from "./play.ts";

const euros = (amount: number | null, digits = 2): string =>
  amount === null
    ? "–"
    : new Intl.NumberFormat("en", {
        style: "currency",
        currency: "EUR",
        maximumFractionDigits: digits,
        minimumFractionDigits: digits,
      }).format(amount);
const count = (value: number): string => new Intl.NumberFormat("en").format(value);
const percent = (share: number | null): string =>
  share === null ? "–" : `${(100 * share).toFixed(1)}%`;

/** What to do, in a few words. */
export const verdictText = ({ decision, goOnWith, modelId }: ReportVerdict): string => {
  switch (decision) {
    case "promote":
      return `go on with ${goOnWith}`;
    case "keep":
      return `stay with ${goOnWith}`;
    case "futile":
      return `stay with ${goOnWith}: what ${modelId} gains is not worth it`;
    case "continue":
      return "too early to say";
    case "invalid":
      return "do not decide by these figures";
  }
};

const modelLine = ({ modelId, sessions, perSession }: TestCycleReport["models"][number]): string =>
  [
    `  ${modelId.padEnd(16)}`,
    `${count(sessions).padStart(7)} sessions`,
    `${percent(perSession.conversion.value).padStart(7)} buy`,
    `${euros(perSession.net.value).padStart(8)} net a session`,
  ].join("  ");

/** What the report found, in a few lines. */
export function resultsOf(report: TestCycleReport, till: Till): string {
  const [verdict] = report.verdicts;
  const counted = report.models.reduce((sum, { revenue }) => sum + revenue, 0);
  return [
    `${report.days} days, ${report.start.slice(0, 10)} to ${report.end.slice(0, 10)}`,
    ...report.models.map(modelLine),
    "",
    ...(verdict
      ? [`Verdict: ${verdictText(verdict)}.`, ...verdict.reasons.map(({ text }) => `  ${text}`)]
      : []),
    "",
    `Money: ${count(till.orders)} orders of ${euros(till.sold)}, each reported by an outcome and by a purchase;`,
    `  ${count(till.refunds)} refunds of ${euros(till.returned)}. Taken ${euros(till.sold - till.returned)}, the report counts ${euros(counted)}.`,
  ].join("\n");
}

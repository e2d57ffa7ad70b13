import type { TestCycleReport } from "@nextmove/contract";
import type { Till } from "./play.ts";

const euros = (amount: number, digits = 2): string =>
  new Intl.NumberFormat("en", {
    style: "currency",
    currency: "EUR",
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(amount);
const count = (value: number): string => new Intl.NumberFormat("en").format(value);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const VERDICTS = {
  promote: "go on with the test",
  keep: "stay with the reference",
  continue: "too early to say",
  futile: "stay with the reference: the gain is not worth it",
  invalid: "do not decide by these figures",
} as const;

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
      ? [
          `Verdict: ${VERDICTS[verdict.decision]}.`,
          ...verdict.reasons.map(({ text }) => `  ${text}`),
        ]
      : []),
    "",
    `Money: ${count(till.orders)} orders of ${euros(till.sold)}, each reported by an outcome and by a purchase;`,
    `  ${count(till.refunds)} refunds of ${euros(till.returned)}. Taken ${euros(till.sold - till.returned)}, the report counts ${euros(counted)}.`,
  ].join("\n");
}

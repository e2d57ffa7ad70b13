import type { ComparisonFigures, ReportVerdict, TestCycleReport } from "@nextmove/contract";
import { countText, moneyRangeText, moneyText, totalText } from "../report/figures-text.ts";

/** The verdict in a sentence, and how it is meant. */
interface Headline {
  /** What colour it has. */
  tone: "good" | "open" | "bad";
  sentence: string;
  /** The figures behind it; empty when there are none. */
  detail: string;
}

/** The verdict that the report is about: the winner's, else the first candidate's. */
export const leadingVerdict = ({ verdicts, newBest }: TestCycleReport): ReportVerdict | undefined =>
  verdicts.find(({ modelId }) => modelId === newBest) ?? verdicts[0];

export const decidingComparison = (
  { comparisons }: TestCycleReport,
  verdict: ReportVerdict,
): ComparisonFigures | undefined =>
  comparisons.find(
    ({ modelId, againstId }) => modelId === verdict.modelId && againstId === verdict.againstId,
  );

/** Nothing was found because nothing could be. */
export const hadTooFew = ({ reasons }: ReportVerdict): boolean =>
  reasons.some(({ code }) => code === "too_few_to_compare");

const sentenceOf = (verdict: ReportVerdict): string => {
  const { decision, modelId, againstId } = verdict;
  switch (decision) {
    case "promote":
      return `Go on with ${modelId}: it earns more than ${againstId}.`;
    case "keep":
      return hadTooFew(verdict)
        ? `Stay with ${againstId}: too few sessions came to test ${modelId}.`
        : `Stay with ${againstId}: ${modelId} has not shown that it earns more.`;
    case "continue":
      return `Too early to say: let ${modelId} and ${againstId} run on.`;
    case "futile":
      return `Stay with ${againstId}: ${modelId} is not worth the change.`;
    case "invalid":
      return "Do not decide by these figures: something is wrong with the test.";
  }
};

const TONES = {
  promote: "good",
  keep: "open",
  continue: "open",
  futile: "open",
  invalid: "bad",
} as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const detailOf = (
  { modelId, againstId, difference }: ComparisonFigures,
  { currency, models, state }: TestCycleReport,
): string => {
  const { value, lower, upper } = difference;
  if (value === null || lower === null || upper === null) return "";
  const sessions = models.reduce((sum, model) => sum + model.sessions, 0);
  const way = value < 0 ? "less" : "more";
  const amount = moneyText(Math.abs(value), currency);
  const soFar = state === "running" ? "So far " : "";
  const over = `over all ${countText(sessions)} sessions of this period`;
  const [least, most] = [lower, upper].map((bound) => totalText(bound * sessions, currency));
  return [
    `${soFar}${modelId} brings ${amount} ${way} net revenue per session than ${againstId}.`,
    `With 95% certainty the true difference lies between ${moneyRangeText(lower, upper, currency, "and")}.`,
    lower <= 0 && upper >= 0
      ? `That may be chance, the range contains zero: ${over} anything from ${least} to ${most} is possible.`
      : `${capital(over)} the difference would come to ${totalText(value * sessions, currency)} (${least} to ${most}).`,
  ].join(" ");
};

export const headlineOf = (report: TestCycleReport): Headline => {
  const verdict = leadingVerdict(report);
  if (report.state === "planned" || !verdict) {
    return { tone: "open", sentence: "The test has not begun.", detail: "" };
  }
  const comparison = decidingComparison(report, verdict);
  return {
    tone: TONES[verdict.decision],
    sentence: sentenceOf(verdict),
    detail: comparison && verdict.decision !== "invalid" ? detailOf(comparison, report) : "",
  };
};

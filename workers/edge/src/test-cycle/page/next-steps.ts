import type { ReportVerdict, TestCycleReport } from "@nextmove/contract";
import { moneyText } from "../report/figures-text.ts";
import { decidingComparison, hadTooFew, leadingVerdict } from "./headline.ts";

const dateText = (iso: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(iso));

const waiting = (report: TestCycleReport, verdict: ReportVerdict): string[] => {
  const planned = decidingComparison(report, verdict)?.detectable.planned;
  return [
    `Leave it running until ${dateText(report.end)}. You may look at this page every day: the ranges allow for that.`,
    ...(planned == null
      ? []
      : [
          `With the sessions that were planned it will probably find a difference of ${moneyText(planned, report.currency)} per session or more; a smaller one may stay hidden.`,
        ]),
  ];
};

/** What to do now, in the order to do it. */
export const nextSteps = (report: TestCycleReport): string[] => {
  const verdict = leadingVerdict(report);
  if (report.state === "planned" || !verdict) {
    return [`It begins on ${dateText(report.start)}.`];
  }
  const { modelId, againstId, decision } = verdict;
  if (decision === "keep" && hadTooFew(verdict)) {
    return [
      `Nothing was tested, so nothing speaks for or against ${modelId}. Check that its sessions are reported: each begins with a model_assigned of one of the period's models.`,
      "Then plan a new period with the same models.",
    ];
  }
  switch (decision) {
    case "promote":
      return [
        report.promoted?.modelId === modelId
          ? `${modelId} was made the new best model on ${dateText(report.promoted.at)}.`
          : `Make ${modelId} the new best model: POST /v3/test-cycle/periods/${report.periodId}/promote.`,
        `Plan the next period with ${modelId} as the best model, and the next idea of the backlog as the test.`,
      ];
    case "keep":
    case "futile":
      return [`Keep ${againstId} as it is.`, "Put the next idea of the backlog to the test."];
    case "continue":
      return waiting(report, verdict);
    case "invalid":
      return [
        "Find out what the checks below report, and put it right.",
        "Then begin a new period: these figures cannot be repaired.",
      ];
  }
};

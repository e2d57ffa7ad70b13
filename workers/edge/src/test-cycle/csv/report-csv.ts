import type { Estimate, ModelFigures, TestCycleReport } from "@nextmove/contract";
import { csvRow } from "../../feed/csv.ts";

/** A figure and what it is of; what does not apply is left out. */
interface Row {
  modelId?: string;
  againstId?: string;
  channel?: string;
  date?: string;
  measure: string;
  value: number | string | null;
  lower?: number | null;
  upper?: number | null;
}

const HEAD = ["model_id", "against_id", "channel", "date", "measure", "value", "lower", "upper"];

const cells = (row: Row) => [
  row.modelId,
  row.againstId,
  row.channel,
  row.date,
  row.measure,
  row.value ?? undefined,
  row.lower ?? undefined,
  row.upper ?? undefined,
];

const estimated = (measure: string, { value, lower, upper }: Estimate) => ({
  measure,
  value,
  lower,
  upper,
});

/** `clickThrough` is `click_through` here, as all measures are. */
const measureOf = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const modelRows = (model: ModelFigures): Row[] => {
  const { modelId, perSession, netPerVisit, capacity } = model;
  const counts = ["sessions", "visits", "triggered", "offered", "accepted", "started"] as const;
  const money = ["revenue", "cost", "net"] as const;
  return [
    { modelId, measure: "role", value: model.role },
    { modelId, measure: "weight", value: model.weight },
    ...[...counts, ...money].map((measure) => ({ modelId, measure, value: model[measure] })),
    ...Object.entries(perSession).map(([measure, estimate]) => ({
      modelId,
      ...estimated(`${measure}_per_session`, estimate),
    })),
    { modelId, ...estimated("net_per_visit", netPerVisit) },
    { modelId, measure: "blocked", value: capacity.blocked },
    { modelId, measure: "blocked_share", value: capacity.blockedShare },
    ...(capacity.potential ? [{ modelId, ...estimated("potential", capacity.potential) }] : []),
    ...(capacity.lost ? [{ modelId, ...estimated("lost_to_capacity", capacity.lost) }] : []),
    ...model.channels.flatMap(({ channel, ...figures }) =>
      Object.entries(figures).map(([name, value]) => ({
        modelId,
        channel,
        measure: measureOf(name),
        value,
      })),
    ),
  ];
};

const comparisonRows = (comparison: TestCycleReport["comparisons"][number]): Row[] => {
  const { modelId, againstId, difference, lift, alwaysValid, pAdjusted } = comparison;
  const pair = { modelId, againstId };
  return [
    { ...pair, ...estimated("net_difference_per_session", difference) },
    ...(lift ? [{ ...pair, ...estimated("lift", lift) }] : []),
    { ...pair, measure: "e_value", value: alwaysValid.eValue },
    { ...pair, measure: "p", value: alwaysValid.p },
    { ...pair, measure: "p_adjusted", value: pAdjusted },
    ...comparison.days.map((day) => ({
      ...pair,
      date: day.date,
      ...estimated("net_difference_per_session_so_far", day),
    })),
  ];
};

/** Whether the figures above can be trusted. */
const checkRows = ({ checks }: TestCycleReport): Row[] => [
  { measure: "sample_ratio", value: checks.sampleRatio.status },
  { measure: "sample_ratio_p", value: checks.sampleRatio.p },
  ...checks.sampleRatio.models.map(({ modelId, expected }) => ({
    modelId,
    measure: "expected_sessions",
    value: expected,
  })),
  { measure: "multiple_exposure_sessions", value: checks.multipleExposure.sessions },
  { measure: "multiple_exposure_share", value: checks.multipleExposure.share },
  ...checks.guardrails.flatMap(({ modelId, metric, status, difference }) => [
    { modelId, measure: `guardrail_${metric}`, value: status },
    { modelId, ...estimated(`guardrail_${metric}_difference`, difference) },
  ]),
];

/** What it was expected to come to, and what is gone on with. */
const endRows = ({ hypothesis, newBest, promoted }: TestCycleReport): Row[] => [
  { measure: "hypothesis", value: hypothesis.state },
  { measure: "hypothesis_expected", value: hypothesis.expected ?? null },
  { measure: "new_best", value: newBest },
  { measure: "promoted", value: promoted?.modelId ?? null },
];

/** Visitors who are in no figure above, and outcomes of unknown worth. */
const leftOutRows = ({ checks }: TestCycleReport): Row[] => [
  ...(["unassigned", "elsewhere", "early"] as const).flatMap((name) =>
    Object.entries(checks[name]).map(([what, value]) => ({ measure: `${name}_${what}`, value })),
  ),
  { measure: "scripts", value: checks.scripts },
  ...checks.unmapped.map(({ outcomeId, outcomes }) => ({
    measure: `unmapped_${outcomeId}`,
    value: outcomes,
  })),
  ...checks.foreign.map(({ currency, value }) => ({ measure: `foreign_${currency}`, value })),
];

/** A report as one table, a figure in each row: safe to open in a spreadsheet. */
export const reportCsv = (report: TestCycleReport): string => {
  const rows: Row[] = [
    ...report.models.flatMap(modelRows),
    ...report.comparisons.flatMap(comparisonRows),
    ...report.verdicts.flatMap(({ modelId, againstId, decision, goOnWith }) => [
      { modelId, againstId, measure: "verdict", value: decision },
      { modelId, againstId, measure: "go_on_with", value: goOnWith },
    ]),
    ...endRows(report),
    ...checkRows(report),
    ...leftOutRows(report),
  ];
  return [HEAD, ...rows.map(cells)].map(csvRow).join("");
};

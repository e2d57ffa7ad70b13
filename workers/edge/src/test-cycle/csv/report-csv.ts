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

const modelRows = (model: ModelFigures): Row[] => {
  const { modelId, perSession, netPerVisit, capacity } = model;
  const counts = ["sessions", "visits", "triggered", "offered", "accepted", "started"] as const;
  const money = ["revenue", "cost", "net"] as const;
  return [
    { modelId, measure: "role", value: model.role },
    ...[...counts, ...money].map((measure) => ({ modelId, measure, value: model[measure] })),
    ...Object.entries(perSession).map(([measure, estimate]) => ({
      modelId,
      ...estimated(`${measure}_per_session`, estimate),
    })),
    { modelId, ...estimated("net_per_visit", netPerVisit) },
    { modelId, measure: "blocked", value: capacity.blocked },
    ...(capacity.lost ? [{ modelId, ...estimated("lost_to_capacity", capacity.lost) }] : []),
    ...model.channels.flatMap(({ channel, ...figures }) =>
      Object.entries(figures).map(([measure, value]) => ({ modelId, channel, measure, value })),
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

/** Who is in no figure above. */
const leftOutRows = ({ checks }: TestCycleReport): Row[] => [
  ...(["unassigned", "elsewhere", "early"] as const).flatMap((name) =>
    Object.entries(checks[name]).map(([what, value]) => ({ measure: `${name}_${what}`, value })),
  ),
  { measure: "scripts", value: checks.scripts },
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
    ...leftOutRows(report),
  ];
  return [HEAD, ...rows.map(cells)].map(csvRow).join("");
};

import type { GuardrailFigures, ReportChecks, TestCyclePeriod } from "@nextmove/contract";
import { type Assignment, MOST_EXPOSURE_ERRORS, sampleRatio } from "@nextmove/statistics";
import { OTHER_NAMES } from "../fold/names.ts";
import type { Bucket, Summary } from "../fold/summary.ts";
import { moneySum } from "./money-sum.ts";

/** Names that a report lists, the most frequent first. */
const NAMES_SHOWN = 50;

/** The weights of each stretch of time, and the sessions assigned in it; in the order of the models. */
const assignmentsOf = ({ models, slices }: TestCyclePeriod, summary: Summary): Assignment[] =>
  slices.map(({ weights }, slice) => {
    const weightOf = new Map(weights.map(({ modelId, weight }) => [modelId, weight]));
    return {
      observed: summary.models.map((model) => model.slices[slice]?.net.n ?? 0),
      // A model that came later had no share of those days.
      weights: models.map(({ modelId }) => weightOf.get(modelId) ?? 0),
    };
  });

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

const expectedOf = (assignments: readonly Assignment[], place: number): number =>
  sum(
    assignments.map(({ observed, weights }) => {
      const all = sum(weights);
      return all > 0 ? (sum(observed) * (weights[place] ?? 0)) / all : 0;
    }),
  );

const mostFrequent = <Entry extends { outcomes: number }>(
  entries: ReadonlyMap<string, Entry>,
): [string, Entry][] =>
  [...entries]
    .sort(
      ([one, first], [other, second]) => second.outcomes - first.outcomes || (one < other ? -1 : 1),
    )
    .slice(0, NAMES_SHOWN);

const bucketOf = (bucket: Bucket): Bucket => ({ ...bucket, revenue: moneySum(bucket.revenue) });

/** Whether the figures may be trusted, and what is in none of them. */
export const checksOf = (
  period: TestCyclePeriod,
  summary: Summary,
  guardrails: GuardrailFigures[],
): ReportChecks => {
  const assignments = assignmentsOf(period, summary);
  const { status, p } = sampleRatio(...assignments);
  const sessions = sum(summary.models.map((model) => model.sessions));
  const exposed = sum(summary.models.map(({ multiplyExposed }) => multiplyExposed));
  const share = sessions > 0 ? exposed / sessions : 0;
  return {
    sampleRatio: {
      status,
      p,
      models: period.models.map(({ modelId }, place) => ({
        modelId,
        sessions: summary.models[place]?.sessions ?? 0,
        expected: expectedOf(assignments, place),
      })),
    },
    multipleExposure: { sessions: exposed, share, isTooMany: share > MOST_EXPOSURE_ERRORS },
    unassigned: bucketOf(summary.unassigned),
    elsewhere: bucketOf(summary.elsewhere),
    early: bucketOf(summary.early),
    scripts: summary.scripts,
    unmapped: mostFrequent(summary.unmapped).map(([outcomeId, { outcomes }]) => ({
      outcomeId,
      outcomes,
    })),
    foreign: mostFrequent(summary.foreign).map(([currency, { outcomes, value }]) => ({
      currency,
      outcomes,
      // Of several currencies there is no sum.
      value: currency === OTHER_NAMES ? null : moneySum(value),
    })),
    guardrails,
  };
};

import { mostFrequentNames } from "./names.ts";
import type { ChannelSums, Summary } from "./summary.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Adds two trees of sums, leaf by leaf; what only one of them has is taken as it is. */
const added = (first: unknown, second: unknown): unknown => {
  if (first === undefined) return second;
  if (second === undefined) return first;
  if (typeof first === "number" && typeof second === "number") return first + second;
  if (Array.isArray(first) && Array.isArray(second)) {
    return first.map((value, index) => added(value, second[index]));
  }
  if (first instanceof Map && second instanceof Map) {
    const keys = new Set([...first.keys(), ...second.keys()]);
    return new Map([...keys].map((key) => [key, added(first.get(key), second.get(key))]));
  }
  if (isRecord(first) && isRecord(second)) {
    const names = new Set([...Object.keys(first), ...Object.keys(second)]);
    return Object.fromEntries([...names].map((name) => [name, added(first[name], second[name])]));
  }
  throw new Error("summaries of two shapes: they are not of one period");
};

const timesOf = (entry: ChannelSums | { outcomes: number }): number =>
  "outcomes" in entry ? entry.outcomes : entry.accepted + entry.sales + entry.support + entry.none;

const bounded = <Entry extends ChannelSums | { outcomes: number }>(
  entries: Map<string, Entry>,
): Map<string, Entry> =>
  mostFrequentNames(entries, timesOf, (first, second) => added(first, second) as Entry);

/** The summary of all visitors of two summaries of one frame. */
export const mergeSummaries = (first: Summary, second: Summary): Summary => {
  const summary = added(first, second) as Summary;
  return {
    ...summary,
    models: summary.models.map((model) => ({ ...model, channels: bounded(model.channels) })),
    unmapped: bounded(summary.unmapped),
    foreign: bounded(summary.foreign),
  };
};

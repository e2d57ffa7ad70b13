import type { ExportedDecision } from "../../protocol/decision-shard/export.ts";

/**
 * A decision in the format of Vowpal Wabbit's `--dsjson` (its wiki: "DSJSON", "JSON"). `a` lists the actions
 * by number, the one shown first, `p` their probabilities in that order, `c` what is known of the
 * visitor and of each action: a number by a name each, for Vowpal Wabbit takes no texts in arrays, no
 * blanks in texts, and keys that begin with `_` for its own.
 */
export const dsjson = ({
  queryId,
  at,
  observation,
  actions,
  action,
  propensity,
  probabilities,
  reward,
  model,
}: ExportedDecision): object => {
  // By name: the order of a decision says what was drawn.
  const named = [...actions].sort();
  const index = named.indexOf(action);
  return {
    // A reward of 0 is no cost of −0.
    _label_cost: 0 - reward,
    _label_probability: propensity,
    _label_Action: index + 1,
    _labelIndex: index,
    o: [{ EventId: queryId, v: reward }],
    Timestamp: new Date(at).toISOString(),
    Version: "1",
    EventId: queryId,
    a: actions.map((name) => named.indexOf(name) + 1),
    c: {
      state: Object.fromEntries([
        ...observation.c.map((category) => [featureName(category), 1] as const),
        ...observation.n.map(([path, value]) => [featureName(path), value] as const),
      ]),
      _multi: named.map((name) => ({ action: { [`name=${name}`]: 1 } })),
    },
    p: probabilities,
    VWState: { m: String(model) },
  };
};

/** No path begins with a dot, so nothing else gets this name. */
const featureName = (name: string): string => (name.startsWith("_") ? `.${name}` : name);

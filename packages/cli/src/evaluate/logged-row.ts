import { loggedDecision } from "@nextmove/contract";
import type { Observation } from "@nextmove/engine";
import { observe } from "@nextmove/engine";

/** Beyond it sums of squares leave the range of numbers, and nothing can be said. */
const REWARD_LIMIT = 1e12;
/** One visitor who stands for a billion outweighs every log: such a propensity is a mistake. */
const PROPENSITY_LEAST = 1e-9;

/** One decision of a log that can be evaluated. */
export interface LoggedRow {
  readonly observation: Observation;
  readonly actions: readonly string[];
  readonly action: string;
  /** Above 0. */
  readonly propensity: number;
  readonly reward: number;
  readonly position: string | undefined;
  /** ms since 1970; NaN where the log does not say. */
  readonly at: number;
}

/** Why a decision that was read well is not evaluated. */
export type LeftOut = "no_propensity" | "not_for_evaluation" | "closing_line";

export type RowOrReason =
  | { readonly row: LoggedRow }
  | { readonly leftOut: LeftOut }
  | { readonly bad: string };

/** What a line of JSON says; never throws. */
export function readRow(line: string): RowOrReason {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { bad: "not JSON" };
  }
  if (isClosingLine(json)) return { leftOut: "closing_line" };
  const parsed = loggedDecision.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join(".");
    return { bad: `${path ? `${path}: ` : ""}${issue?.message ?? "not a decision"}` };
  }
  const { state, position, evaluation, at, ...decision } = parsed.data;
  if (evaluation === false) return { leftOut: "not_for_evaluation" };
  return rowOf({
    ...decision,
    state: state ?? {},
    position: position ?? undefined,
    at: at ?? undefined,
  });
}

/** A decision from its parts, once they have the right types. */
export function rowOf(decision: {
  state: object;
  actions: readonly string[];
  action: string;
  propensity?: number | null | undefined;
  reward: number;
  position: string | number | undefined;
  /** ISO 8601, or ms since 1970. */
  at?: string | number | undefined;
}): RowOrReason {
  const { state, actions, action, propensity, reward } = decision;
  if (!actions.includes(action)) return { bad: "action: not one of actions" };
  if (new Set(actions).size < actions.length) return { bad: "actions: the same one twice" };
  const position = decision.position === undefined ? undefined : String(decision.position);
  const observed = observe(position === undefined ? state : { ...state, position });
  if (!observed.ok) return { bad: `state ${observed.error.path}: ${observed.error.message}` };
  if (propensity === undefined || propensity === null || propensity === 0) {
    return { leftOut: "no_propensity" };
  }
  if (propensity < PROPENSITY_LEAST) return { bad: `propensity: below ${PROPENSITY_LEAST}` };
  if (Math.abs(reward) > REWARD_LIMIT) return { bad: `reward: beyond ${REWARD_LIMIT}` };
  const at = decision.at === undefined ? NaN : new Date(decision.at).getTime();
  return {
    row: { observation: observed.value, actions, action, propensity, reward, position, at },
  };
}

/** The last line of an export says how much there was. */
function isClosingLine(json: unknown): boolean {
  return typeof json === "object" && json !== null && "kind" in json && json.kind === "end";
}

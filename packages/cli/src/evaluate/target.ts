import { rank } from "@nextmove/engine";
import { NEW_CASE } from "../new-case.ts";
import { STEP_MS, WINDOW_MS } from "../simulate/delayed.ts";
import { directDeployment } from "../simulate/deployment.ts";
import type { LoggedRow } from "./logged-row.ts";

/** A policy to be evaluated on somebody else's log. */
export interface Target {
  /** How probable it shows each of the row's actions, in their order. */
  readonly probabilities: (row: LoggedRow) => readonly number[];
  /** What was shown, and what it brought: called once for each row, after its probabilities. */
  readonly learn: (row: LoggedRow) => void;
}

const learnsNothing = (): void => undefined;

export const uniform: Target = {
  probabilities: ({ actions }) => actions.map(() => 1 / actions.length),
  learn: learnsNothing,
};

/**
 * The engine as a new case ships it, replayed over the log: at each row it says with what
 * probability it would have shown each action, knowing the rows before, and then learns from the
 * row. So what is evaluated is how it does while it learns, from what another policy showed.
 */
export function engine(seed: string): Target {
  const deployment = directDeployment(WINDOW_MS);
  const floor = NEW_CASE.exploration_floor;
  let step = 0;
  return {
    probabilities: ({ observation, actions }) =>
      rank(deployment.replicaOf(0), { observation, actions, seed, floor, uniformShare: 0 })
        .probabilities,
    learn({ observation, action, reward }) {
      const at = step * STEP_MS;
      step += 1;
      const term = { action, count: 1, from: 0, to: reward, at } as const;
      deployment.learnAt(0, observation, [term], at);
      deployment.step();
    },
  };
}

/**
 * The policy behind another log, as far as it depends on nothing but the position: how often it
 * showed each action there. Its logged propensities would not do: of an action that is shown now
 * rarely, now often, most rows are from when it was often, and their mean is too high.
 */
export function likeLog(rows: readonly LoggedRow[]): Target {
  const shown = new Map<string, number>();
  for (const row of rows) {
    const place = placeOf(row.action, row);
    shown.set(place, (shown.get(place) ?? 0) + 1);
  }
  return {
    probabilities(row) {
      const counts = row.actions.map((action) => shown.get(placeOf(action, row)) ?? 0);
      const all = counts.reduce((sum, count) => sum + count, 0);
      return counts.map((count) => (all > 0 ? count / all : 0));
    },
    learn: learnsNothing,
  };
}

/** An action where it is shown. */
export function placeOf(action: string, { position }: Pick<LoggedRow, "position">): string {
  return JSON.stringify([position ?? null, action]);
}

import type { Visits } from "./visits.ts";
import { inOrder } from "./visits.ts";

/** A question of the test: after these items, which one came next? */
export interface Prediction {
  readonly session: readonly string[];
  readonly next: string;
}

/** A session with a given next item asks one question, another one for each item but the first. */
export function* predictionsOf(visits: Visits): Generator<Prediction> {
  const sessions = Array.from({ length: visits.sessionCount }, (): string[] => []);
  for (const view of inOrder(visits)) {
    sessions[visits.sessions[view] ?? 0]?.push(visits.itemIds[visits.items[view] ?? 0] ?? "");
  }
  for (const [number, items] of sessions.entries()) {
    const target = visits.targets.get(number);
    if (target !== undefined) {
      yield { session: items, next: target };
      continue;
    }
    for (let i = 1; i < items.length; i++) {
      yield { session: items.slice(0, i), next: items[i] ?? "" };
    }
  }
}

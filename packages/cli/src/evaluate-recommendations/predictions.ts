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
    const first = visits.withNext.has(number) ? items.length - 1 : 1;
    for (let i = first; i < items.length; i++) {
      yield { session: items.slice(0, i), next: items[i] ?? "" };
    }
  }
}

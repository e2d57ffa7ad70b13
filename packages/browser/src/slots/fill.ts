import type { Decision, Nextmove } from "../api.ts";
import { answerWithin } from "../attach/answer-within.ts";
import { hold } from "../attach/hold.ts";
import { candidatesOf, ownOrder } from "./candidates.ts";
import { show } from "./show.ts";

/** The element a slot shows, with the decision that chose it. */
export interface Filling {
  readonly element: HTMLElement;
  /** Undefined where the edge has not decided: then there is nothing to report. */
  readonly decision: Decision | undefined;
}

/**
 * Decides what a slot shows, and shows it. The slot keeps its place and is invisible until then, for
 * the deadline of the decision at most. Undefined when there is nothing to choose from.
 */
export async function fill(
  nextmove: Pick<Nextmove, "decide">,
  slot: HTMLElement,
): Promise<Filling | undefined> {
  const candidates = candidatesOf(slot);
  const ordered = ownOrder(candidates);
  const [own] = ordered;
  if (!own) return undefined;
  const actions = ordered.map(({ action }) => action);
  const { nextmoveCase: caseId, nextmoveDeadline } = slot.dataset;
  const deadline = Number(nextmoveDeadline) || undefined;

  show(candidates, own);
  const release = hold(slot);
  try {
    const asked = nextmove.decide({ case: caseId, actions, fallback: actions, deadline });
    const decision = await answerWithin(deadline, asked);
    const chosen = candidates.find(({ action }) => action === decision?.action);
    if (chosen) show(candidates, chosen);
    return {
      element: (chosen ?? own).element,
      decision: chosen && decision?.source === "edge" ? decision : undefined,
    };
  } finally {
    release();
  }
}

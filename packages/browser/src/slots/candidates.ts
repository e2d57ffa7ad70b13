/** An element of a slot, and the action that it stands for. */
export interface Candidate {
  readonly action: string;
  readonly element: HTMLElement;
}

export const SLOT = "data-nextmove-slot";
export const ACTION = "data-nextmove-action";

/** The slot's own candidates in the page's order, the first of each action. */
export function candidatesOf(slot: HTMLElement): readonly Candidate[] {
  const byAction = new Map<string, Candidate>();
  for (const element of slot.querySelectorAll(`[${ACTION}]`)) {
    const action = element.getAttribute(ACTION);
    const isOwn = element.parentElement?.closest(`[${SLOT}]`) === slot;
    if (!action || !isOwn || !(element instanceof HTMLElement) || byAction.has(action)) continue;
    byAction.set(action, { action, element });
  }
  return [...byAction.values()];
}

/**
 * The page's own order: what the page shows by itself before what it hides, so that the fallback is
 * what visitors without the SDK see.
 */
export const ownOrder = (candidates: readonly Candidate[]): readonly Candidate[] => [
  ...candidates.filter(({ element }) => !element.hidden),
  ...candidates.filter(({ element }) => element.hidden),
];

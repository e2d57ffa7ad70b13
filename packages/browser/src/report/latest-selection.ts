import type { DecisionReference } from "../api.ts";
import type { Kept } from "../kept.ts";
import { isRecord, isString } from "../shape.ts";

/** Past the default reward window a reward is recorded but teaches nothing. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

const name = (caseId: string) => `selection.${caseId}`;

const isReference = (value: unknown): value is DecisionReference =>
  isRecord(value) && isString(value["queryId"]);

/**
 * The decision last selected in a case, with the action that was shown; kept between pages, since
 * what is bought at the checkout is the reward of what was shown pages before.
 */
export const latestSelection = (kept: Kept, caseId: string): DecisionReference | undefined =>
  kept.get(name(caseId), isReference, MAX_AGE_MS);

export const keepSelection = (kept: Kept, selection: DecisionReference): void =>
  kept.set(name(selection.case), selection);

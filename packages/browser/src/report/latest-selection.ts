import type { DecisionReference } from "../api.ts";
import type { Kept } from "../consent/kept.ts";
import { isRecord, isString } from "../plain/shape.ts";

/** Past the default reward window a reward is recorded but teaches nothing. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

const name = (place: string) => `selection.${place}`;

/**
 * Where a selection is kept: products under a name of their own, since a list below the banner does
 * not make what is bought later any less the banner's reward.
 */
export const placeOf = (decision: DecisionReference): string =>
  decision.case + ("items" in decision ? ".items" : "");

const isReference = (value: unknown): value is DecisionReference =>
  isRecord(value) && isString(value["queryId"]);

/**
 * The decision last selected in a case, with the action that was shown; kept between pages, since
 * what is bought at the checkout is the reward of what was shown pages before.
 */
export const latestSelection = (kept: Kept, place: string): DecisionReference | undefined =>
  kept.get(name(place), isReference, MAX_AGE_MS);

export const keepSelection = (kept: Kept, place: string, selection: DecisionReference): void =>
  kept.set(name(place), selection);

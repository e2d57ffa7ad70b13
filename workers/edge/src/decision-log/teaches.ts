import { type DecisionBody, isList, type Mode } from "./events.ts";

const SILENT: ReadonlySet<Mode> = new Set(["test", "holdout", "uncatalogued"]);

/** Whether decisions of a mode are learned from: of actions by the model, of lists of products by their head. */
export const teaches = (mode: Mode): boolean => !SILENT.has(mode);

/**
 * Whether the page is to say if the action that was drawn is shown, and the model learns what that
 * brings: of these `exposure-counts.ts` counts how many are.
 */
export const awaitsShowing = (body: DecisionBody): boolean =>
  body.activation === "deferred" && !isList(body) && teaches(body.mode);

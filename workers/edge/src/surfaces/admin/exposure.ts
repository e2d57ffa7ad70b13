import type { CaseStatus } from "@nextmove/contract";
import { evenExposure } from "@nextmove/statistics";
import { DECIDED, SHOWN } from "../../objects/decision-shard/tally.ts";
import type { Tally } from "../../objects/learning-protocol.ts";

/** Whether what was drawn was shown whatever it was. */
export const readExposure = (tally: Tally): CaseStatus["exposure"] => {
  const actions = Object.entries(tally).flatMap(([key, decided]) => {
    if (!key.startsWith(DECIDED)) return [];
    const action = key.slice(DECIDED.length);
    // A selection may have come whose decision was not counted yet.
    const shown = Math.min(decided, tally[SHOWN + action] ?? 0);
    return [[action, { decided, shown }] as const];
  });
  const { status, p } = evenExposure(actions.map(([, exposed]) => exposed));
  return { status, p, actions: Object.fromEntries(actions) };
};

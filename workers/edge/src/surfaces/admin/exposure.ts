import type { CaseStatus } from "@nextmove/contract";
import { evenExposure, type Exposed } from "@nextmove/statistics";
import { NO_EXPOSURE, readExposureKey } from "../../decision-log/exposure-counts.ts";
import type { Tally } from "../../protocol/case-model/learning.ts";

/** Whether what was drawn was shown whatever it was. */
export const readExposure = (tally: Tally): CaseStatus["exposure"] => {
  const counts = new Map<string, Exposed>();
  for (const [key, value] of Object.entries(tally)) {
    const [count, action] = readExposureKey(key) ?? [];
    if (count === undefined || action === undefined) continue;
    counts.set(action, { ...NO_EXPOSURE, ...counts.get(action), [count]: value });
  }
  const { status, p, due } = evenExposure([...counts.values()]);
  const actions = [...counts].map(([action, { decided, shown }], i) => {
    return [action, { decided, shown, due: Math.round(due[i] ?? 0) }] as const;
  });
  return { status, p, actions: Object.fromEntries(actions) };
};

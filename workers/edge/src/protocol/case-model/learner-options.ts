import type { CaseSettings } from "@nextmove/contract";
import type { LearnerOptions } from "@nextmove/engine";
import { windowMs } from "../../decision-log/reward-window.ts";

const DAY_MS = 86_400_000;

/** What the case's settings mean for its learner. */
export const learnerOptions = (settings: CaseSettings): LearnerOptions => ({
  dimension: settings.dimension,
  halfLifeMs: settings.half_life_days === null ? null : settings.half_life_days * DAY_MS,
  windowMs: windowMs(settings),
});

export const sameOptions = (left: LearnerOptions, right: LearnerOptions): boolean =>
  left.dimension === right.dimension &&
  left.halfLifeMs === right.halfLifeMs &&
  left.windowMs === right.windowMs;

import type { CaseSettings } from "@nextmove/contract";

const DAY_MS = 86_400_000;

/** How long after a decision its rewards are learned, ms. */
export const windowMs = (settings: CaseSettings): number => settings.reward_window_days * DAY_MS;

/** How long an event is kept: a day longer, so that what arrives at the last moment finds its decision. */
export const retentionMs = (settings: CaseSettings): number => windowMs(settings) + DAY_MS;

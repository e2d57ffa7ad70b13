import { retentionMs } from "../../decision-log/reward-window.ts";
import type { Epoch } from "../location.ts";
import type { CaseDefinition } from "./snapshot.ts";

/** The epochs that may still hold a decision: those that were replaced long ago have forgotten all. */
export const retainedEpochs = ({ epochs, settings }: CaseDefinition, now: number): Epoch[] =>
  epochs.filter((_, index) => {
    const next = epochs[index + 1];
    return !next || next.openedAt + retentionMs(settings) > now;
  });

import type { CaseSettings } from "@nextmove/contract";
import { retentionMs } from "../../decision-log/reward-window.ts";
import type { Epoch } from "../../protocol/location.ts";
import type { CaseDefinition } from "../../protocol/account/snapshot.ts";

/** The definition after a `PUT`: another shard count, or a return from deletion, opens a new epoch. */
export const define = (
  caseId: string,
  settings: CaseSettings,
  before: CaseDefinition | undefined,
  now: number,
): CaseDefinition => {
  const newest = before?.epochs.at(-1);
  const grows = !newest || before?.deleted || newest.shards !== settings.shards;
  const epochs = before?.deleted ? [] : (before?.epochs ?? []);
  return {
    caseId,
    settings,
    deleted: false,
    revision: (before?.revision ?? 0) + 1,
    epochs: grows
      ? [
          ...epochs,
          { epoch: newest ? newest.epoch + 1 : 0, shards: settings.shards, openedAt: now },
        ]
      : epochs,
  };
};

/** The epochs that may still hold a decision: those that were replaced long ago have forgotten all. */
export const retainedEpochs = ({ epochs, settings }: CaseDefinition, now: number): Epoch[] =>
  epochs.filter((_, index) => {
    const next = epochs[index + 1];
    return !next || next.openedAt + retentionMs(settings) > now;
  });

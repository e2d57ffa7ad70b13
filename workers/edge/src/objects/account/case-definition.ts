import type { CaseSettings } from "@nextmove/contract";
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

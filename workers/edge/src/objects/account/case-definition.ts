import type { CaseSettings } from "@nextmove/contract";
import type { CaseDefinition } from "./snapshot.ts";

/** The definition after a `PUT`: another shard count, or a return from deletion, opens a new epoch. */
export const define = (
  caseId: string,
  settings: CaseSettings,
  before: CaseDefinition | undefined,
): CaseDefinition => {
  const newest = before?.epochs.at(-1);
  const grows = !newest || before?.deleted || newest.shards !== settings.shards;
  const epochs = before?.deleted ? [] : (before?.epochs ?? []);
  return {
    caseId,
    settings,
    deleted: false,
    epochs: grows
      ? [...epochs, { epoch: newest ? newest.epoch + 1 : 0, shards: settings.shards }]
      : epochs,
  };
};

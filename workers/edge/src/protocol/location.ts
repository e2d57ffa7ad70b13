import { hash32 } from "@nextmove/engine";
import { createHash, randomBytes } from "node:crypto";
import type { Location } from "./names.ts";

/** One generation of a case's shards; the newest takes the decisions. */
export interface Epoch {
  epoch: number;
  shards: number;
  /** When it began to take the decisions, ms; those before it take none since. */
  openedAt: number;
}

// The region part is reserved: placing epochs by region comes later, ids must carry it from the start.
const LOCATOR = /^nm([0-9a-z]{1,4})\.([0-9a-z]{1,2})\.0\./;

// An even spread is enough: clients choose ids, so no hash could keep them from aiming at one shard.
const shardOf = (queryId: string, shards: number): number => hash32(queryId) % shards;

const newestFirst = (epochs: readonly Epoch[]): Epoch[] =>
  [...epochs].sort((left, right) => right.epoch - left.epoch);

/** A query id of our own making: it says where its decision lives. `seed` makes it repeatable. */
export const makeQueryId = (epochs: readonly Epoch[], seed?: string): string => {
  const unique = seed
    ? createHash("sha256").update(seed).digest("base64url").slice(0, 22)
    : randomBytes(16).toString("base64url");
  const [newest = { epoch: 0, shards: 1 }] = newestFirst(epochs);
  // A seeded id must not change when the case grows between two tries, so it carries no locator.
  if (seed) return `nm-${unique}`;
  const shard = shardOf(unique, newest.shards);
  return `nm${newest.epoch.toString(36)}.${shard.toString(36)}.0.${unique}`;
};

/** The place that an id names, if there is such a place. */
const namedBy = (queryId: string, epochs: readonly Epoch[]): Location | undefined => {
  const [, epochText, shardText] = LOCATOR.exec(queryId) ?? [];
  if (!epochText || !shardText) return undefined;
  const epoch = Number.parseInt(epochText, 36);
  const shard = Number.parseInt(shardText, 36);
  const known = epochs.find((candidate) => candidate.epoch === epoch);
  return known && shard < known.shards ? { epoch, shard } : undefined;
};

/**
 * Where a query may live, first where it goes when it is new: the place its id names if that is of
 * the newest epoch, else its hash in every epoch from the newest to the oldest. An id that names an
 * older place was made there, or is forged and has to be decided like any other new one.
 */
export const locationsOf = (queryId: string, epochs: readonly Epoch[]): Location[] => {
  const named = namedBy(queryId, epochs);
  const [newest, ...older] = newestFirst(epochs).map(({ epoch, shards }) => ({
    epoch,
    shard: shardOf(queryId, shards),
  }));
  if (!newest || named?.epoch === newest.epoch) return named ? [named] : [];
  return named ? [newest, named, ...older] : [newest, ...older];
};

/** Every shard of every epoch. */
export const allLocations = (epochs: readonly Epoch[]): Location[] =>
  epochs.flatMap(({ epoch, shards }) =>
    Array.from({ length: shards }, (_, shard) => ({ epoch, shard })),
  );

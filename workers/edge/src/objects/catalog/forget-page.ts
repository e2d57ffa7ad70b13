import type { CatalogStub } from "../../protocol/catalog/stub.ts";

interface Deps {
  /** Forgets a page of this Catalog's own. */
  here: (place: string) => string | null;
  /** Numbers of the replicas; a replica has none. */
  replicas: readonly number[];
  catalogAt: (replica: number) => Pick<CatalogStub, "forgetConsumer">;
}

const placeIn = (replica: number, place: string): string => `@${replica} ${place}`;

/**
 * Takes a consumer's name off a page of the lists of a case, first of this Catalog's own and then of one
 * replica after the other.
 *
 * @param place as the answer before said; empty at first
 * @returns where to go on; null: nothing is left
 */
export const forgetPage = async (
  { here, replicas, catalogAt }: Deps,
  consumer: string,
  place: string,
  now: number,
): Promise<string | null> => {
  const [, text = "0", placeThere = ""] = /^@(\d+) (.*)$/.exec(place) ?? [];
  const replica = Number(text);
  const next =
    replica === 0
      ? here(place)
      : await catalogAt(replica).forgetConsumer(consumer, placeThere, now);
  if (next !== null) return replica === 0 ? next : placeIn(replica, next);
  const following = replicas.filter((number) => number > replica).sort((a, b) => a - b)[0];
  return following === undefined ? null : placeIn(following, "");
};

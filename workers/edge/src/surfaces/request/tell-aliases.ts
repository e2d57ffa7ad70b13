import { visitorOf } from "@nextmove/contract";
import { testCycleShard } from "../../protocol/test-cycle-shard/stub.ts";
import { TRACKING_ALIAS } from "../../test-cycle/visitor-names.ts";
import type { Scene } from "./scene.ts";

/** Google's ids only: with any other text somebody could claim to be another consumer. */
const GA_CLIENT_ID = /^\d{1,20}\.\d{1,20}$/;

/** Links that were handed over, so that not every request of a visitor is another call. */
const TOLD_LIMIT = 50_000;
const told = new Set<string>();

/** The visitors that a consumer's id is known of. */
interface Known {
  consumerId: string | undefined;
  aliases?: Readonly<Record<string, string>> | undefined;
}

/** Events come under Google's id, which a consumer has as an alias, or in its own name as the cookie says it. */
const linksOf = ({ consumerId, aliases }: Known): [alias: string, owner: string][] => {
  if (consumerId === undefined) return [];
  const names = [consumerId, aliases?.[TRACKING_ALIAS]].filter((name) => name !== undefined);
  return [...new Set(names.map(visitorOf))]
    .filter((visitor) => visitor !== consumerId && GA_CLIENT_ID.test(visitor))
    .map((visitor) => [visitor, consumerId]);
};

/**
 * Lets the test cycle know after the answer which consumer a tracking id is of: what others report of the
 * id is the consumer's. Only while the account plans or runs a test.
 */
export const tellAliases = (
  { env, account, call, tests, afterwards }: Scene,
  known: readonly Known[],
): void => {
  if (!tests) return;
  for (const [alias, owner] of known.flatMap(linksOf)) {
    const key = JSON.stringify([account, alias, owner]);
    if (told.has(key)) continue;
    if (told.size >= TOLD_LIMIT) told.clear();
    const tell = async () => {
      await testCycleShard(env, account, alias).link(alias, owner, call.now);
      told.add(key);
    };
    afterwards(tell());
  }
};

import { failureOf } from "../../http/failure-of.ts";
import { locationsOf } from "../../protocol/location.ts";
import type { Location } from "../../protocol/names.ts";
import type { Outcome } from "../../protocol/decision-shard/calls.ts";
import { decisionShard, type ShardStub } from "../../protocol/decision-shard/stub.ts";
import { fail } from "../../result.ts";
import type { Scene } from "../request/scene.ts";

const stubAt = ({ env, account, caseId, afterwards }: Scene, location: Location): ShardStub =>
  decisionShard(env, account, caseId, location, afterwards);

/**
 * Items of one call to an object. Ranking 200 actions takes some 2 ms, and an object does one thing at a
 * time: between the calls of a large batch it answers others.
 */
const CALL_LIMIT_ITEMS = 50;

/** Tells the shards of one case apart, without building their names for every item of a batch. */
const labelOf = ({ epoch, shard }: Location): string => `${epoch}.${shard}`;

interface Placed {
  index: number;
  queryId: string;
  /** Where the query may live, likeliest first; the first is where it goes when none knows it. */
  candidates: Location[];
  location: Location;
  /** Its shard did not answer but threw this. */
  thrown?: { error: unknown };
}

/** Asks one shard for its items; what it throws is theirs alone: the items of the others go on. */
const attempt = async (placed: readonly Placed[], ask: () => Promise<void>): Promise<void> => {
  try {
    await ask();
  } catch (error) {
    const thrown = { error };
    for (const each of placed) each.thrown = thrown;
  }
};

/** Asks the shards of all queries' next candidates, one call per shard. */
const settle = async (scene: Scene, open: readonly Placed[], depth: number): Promise<Placed[]> => {
  const asked = open.flatMap((placed) => {
    const location = placed.candidates[depth];
    return location ? [{ placed, location }] : [];
  });
  const groups = Map.groupBy(asked, ({ location }) => labelOf(location));
  const unknown: Placed[] = [];
  await Promise.all(
    [...groups.values()].map((group) =>
      attempt(
        group.map(({ placed }) => placed),
        async () => {
          const [first] = group;
          if (!first) return;
          const { location } = first;
          const stub = stubAt(scene, location);
          const known = await stub.knows(group.map(({ placed }) => placed.queryId));
          for (const [position, { placed }] of group.entries()) {
            if (known[position]) placed.location = location;
            else unknown.push(placed);
          }
        },
      ),
    ),
  );
  return unknown;
};

/** Where each query lives: the newest shard that knows it, else the newest that may take it. */
const place = async (scene: Scene, queryIds: readonly string[]): Promise<Placed[]> => {
  const placed = queryIds.map((queryId, index) => {
    const candidates = locationsOf(queryId, scene.definition.epochs);
    const [location = { epoch: 0, shard: 0 }] = candidates;
    return { index, queryId, candidates, location };
  });
  // One epoch, the usual case: no question to ask.
  let open = placed.filter(({ candidates }) => candidates.length > 1);
  for (let depth = 0; open.length > 0; depth++) open = await settle(scene, open, depth);
  return placed;
};

/**
 * Sends each item to the object its query lives in, some dozens at a time. Where one of several objects
 * fails, its items fail; what was thrown is thrown when nothing else came of any.
 *
 * @returns outcomes in the order of the items
 */
export const dispatch = async <Item extends { queryId: string }, Value>(
  scene: Scene,
  items: readonly Item[],
  send: (shard: ShardStub, items: Item[]) => Promise<Outcome<Value>[]>,
): Promise<Outcome<Value>[]> => {
  const [only] = items;
  if (only && items.length === 1 && scene.definition.epochs.length === 1) {
    // The usual request: one item, and one place for it to be.
    const [location = { epoch: 0, shard: 0 }] = locationsOf(only.queryId, scene.definition.epochs);
    return send(stubAt(scene, location), [only]);
  }
  const placed = await place(
    scene,
    items.map(({ queryId }) => queryId),
  );
  const outcomes = new Map<number, Outcome<Value>>();
  const reached = placed.filter(({ thrown }) => !thrown);
  await Promise.all(
    [...Map.groupBy(reached, ({ location }) => labelOf(location)).values()].map(async (group) => {
      const [first] = group;
      if (!first) return;
      const stub = stubAt(scene, first.location);
      for (let at = 0; at < group.length; at += CALL_LIMIT_ITEMS) {
        const part = group.slice(at, at + CALL_LIMIT_ITEMS);
        // Not all at once: that would leave no room between them.
        await attempt(part, async () => {
          const answers = await send(
            stub,
            part.flatMap(({ index }) => items[index] ?? []),
          );
          for (const [position, { index }] of part.entries()) {
            const answer = answers[position];
            if (answer) outcomes.set(index, answer);
          }
        });
      }
    }),
  );
  const failed = new Set(placed.flatMap(({ thrown }) => thrown ?? []));
  const [first] = failed;
  if (first && outcomes.size === 0) throw first.error;
  const failures = new Map(
    [...failed].map((thrown) => [thrown, fail(failureOf(thrown.error, scene.call.requestId))]),
  );
  return placed.map(({ index, thrown }) => {
    const outcome = thrown ? failures.get(thrown) : outcomes.get(index);
    if (!outcome) throw new Error("a shard answered fewer outcomes than it was sent items");
    return outcome;
  });
};

import { locationsOf } from "../../objects/location.ts";
import { type Location, shardName } from "../../objects/names.ts";
import type { Outcome } from "../../objects/decision-shard/calls.ts";
import { decisionShard, type ShardStub } from "../../objects/stubs.ts";
import type { Scene } from "./scene.ts";

type Placed = { location: Location; index: number };

const stubAt = ({ env, account, caseId }: Scene, location: Location): ShardStub =>
  decisionShard(env, account, caseId, location);

/** Where a query lives: the newest shard that knows it, else the newest that may take it. */
const place = async (scene: Scene, queryId: string): Promise<Location> => {
  const [newest = { epoch: 0, shard: 0 }, ...older] = locationsOf(queryId, scene.definition.epochs);
  // One epoch, the usual case: no question to ask.
  if (older.length === 0) return newest;
  for (const location of [newest, ...older]) {
    const [known] = await stubAt(scene, location).knows([queryId]);
    if (known) return location;
  }
  return newest;
};

/**
 * Sends each item to the object its query lives in, one call per object.
 *
 * @returns outcomes in the order of the items
 */
export const dispatch = async <Item extends { queryId: string }, Value>(
  scene: Scene,
  items: readonly Item[],
  send: (shard: ShardStub, items: Item[]) => Promise<Outcome<Value>[]>,
): Promise<Outcome<Value>[]> => {
  const placed: Placed[] = await Promise.all(
    items.map(async ({ queryId }, index) => ({ index, location: await place(scene, queryId) })),
  );
  const groups = Map.groupBy(placed, ({ location }) =>
    shardName(scene.account, scene.caseId, location),
  );
  const outcomes = new Map<number, Outcome<Value>>();
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const [first] = group;
      if (!first) return;
      const mine = group.flatMap(({ index }) => items[index] ?? []);
      const answers = await send(stubAt(scene, first.location), mine);
      for (const [position, { index }] of group.entries()) {
        const answer = answers[position];
        if (answer) outcomes.set(index, answer);
      }
    }),
  );
  return items.map((_, index) => {
    const outcome = outcomes.get(index);
    if (!outcome) throw new Error("a shard answered fewer outcomes than it was sent items");
    return outcome;
  });
};

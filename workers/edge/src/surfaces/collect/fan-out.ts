import {
  collectEvent,
  type CollectEvent,
  type CollectRequest,
  type RefusedEvent,
} from "@nextmove/contract";
import { failureOf } from "../../http/failure-of.ts";
import { type Failure, failuresOf } from "../../http/problems.ts";
import type { Outcome } from "../../protocol/decision-shard/calls.ts";
import { fail, ok } from "../../result.ts";
import { prepareReward, prepareSelection, rewardAll, selectAll } from "../nba/receipts.ts";
import type { Scene } from "../request/scene.ts";
import { recordOwned } from "../../protocol/test-cycle-shard/record.ts";
import { isOfTestCycle, prepareTestCycleEvent } from "./test-cycle-events.ts";

/** An event that could be read, and its place in the envelope. */
interface Read {
  index: number;
  event: CollectEvent;
}

/** What came of an envelope's events. */
export interface Sorted {
  taken: Read[];
  failed: RefusedEvent[];
}

const refusedAt = (index: number, { code, message, path }: Failure): RefusedEvent => ({
  index,
  code,
  message,
  ...(path === undefined ? {} : { path }),
});

/**
 * Brings good items to their shards, and tells those that were stored from those that were not: also when
 * `send` throws, since other items of the envelope may be stored.
 */
const deliver = async <Item>(
  scene: Scene,
  prepared: readonly { read: Read; item: Outcome<Item> }[],
  send: (items: Item[]) => Promise<Outcome<unknown>[]>,
): Promise<Sorted> => {
  const taken: Read[] = [];
  const failed: RefusedEvent[] = [];
  const good = prepared.flatMap(({ read, item }) => {
    if (item.ok) return [{ read, item: item.value }];
    failed.push(refusedAt(read.index, item.error));
    return [];
  });
  const sending = good.length > 0 ? send(good.map(({ item }) => item)) : [];
  const outcomes = await Promise.resolve(sending).catch((error: unknown) => {
    const failure = fail(failureOf(error, scene.call.requestId));
    return good.map(() => failure);
  });
  for (const [position, { read }] of good.entries()) {
    const outcome = outcomes[position];
    if (outcome?.ok) taken.push(read);
    else if (outcome) failed.push(refusedAt(read.index, outcome.error));
  }
  return { taken, failed };
};

/**
 * Checks every event by itself, and brings selections and rewards to the shards that hold their
 * decisions. Selections go first: a reward counts for what was shown.
 */
export const fanOut = async (scene: Scene, request: CollectRequest): Promise<Sorted> => {
  const failed: RefusedEvent[] = [];
  const read = request.events.flatMap((raw, index): Read[] => {
    const parsed = collectEvent.safeParse(raw);
    if (parsed.success) return [{ index, event: parsed.data }];
    const [failure] = failuresOf(parsed.error);
    if (failure) failed.push(refusedAt(index, failure));
    return [];
  });
  const { consumerId, sentAt } = request;
  const selections = read.flatMap(({ index, event }) =>
    event.type === "select"
      ? [
          {
            read: { index, event },
            item: prepareSelection(scene, event.selection, { test: false, sentAt }, index),
          },
        ]
      : [],
  );
  const rewards = read.flatMap(({ index, event }) =>
    event.type === "reward"
      ? [
          {
            read: { index, event },
            item: prepareReward(
              scene,
              { ...event.reward, consumerId: event.reward.consumerId ?? consumerId },
              { test: false, sentAt },
              index,
            ),
          },
        ]
      : [],
  );
  const testCycle = read.flatMap(({ index, event }) =>
    isOfTestCycle(event)
      ? [{ read: { index, event }, item: prepareTestCycleEvent(scene, request, event) }]
      : [],
  );
  const testing = deliver(scene, testCycle, async (events) => {
    await recordOwned(scene.env, scene.account, events);
    return events.map(ok);
  });
  const selected = await deliver(scene, selections, (items) => selectAll(scene, items));
  const rewarded = await deliver(scene, rewards, (items) => rewardAll(scene, items));
  const tested = await testing;
  const tracked = read.filter(({ event }) => event.type === "track" && !isOfTestCycle(event));
  return {
    taken: [...selected.taken, ...rewarded.taken, ...tested.taken, ...tracked],
    failed: [...failed, ...selected.failed, ...rewarded.failed, ...tested.failed].sort(
      (left, right) => left.index - right.index,
    ),
  };
};

import { powerOfTwo, withRoom } from "../../numeric/room.ts";

/**
 * The latest events of items that lists are made for, each item's side by side. Their chains in the log
 * jump all over the ring, and what has to be fetched from memory at each step takes most of a list's
 * time; here it comes along in lines. Filled from the chain when an item is asked for, and kept up to date from
 * then on.
 */
export interface LatestEvents {
  /** Blocks, each its room and how many it holds, then those, the latest last: an event and its session. */
  pool: Uint32Array;
  /** Where the next block begins. */
  end: number;
  /** By item: where its block begins, or 0. */
  blocks: Uint32Array;
}

/** Events kept of an item at most; older ones are in the chain alone. */
export const MOST_LATEST = 256;

const ROOM = 0;
const COUNT = 1;
/** Words of a block before its events. */
const HEADER = 2;
/** Words of an event. */
const FIELDS = 2;
const LEAST_ROOM = 8;
/** Room enough to drop the older half only once in a while. */
const MOST_ROOM = 2 * MOST_LATEST;
const LEAST_POOL = 1024;
/** 4 MB. When they are full, all begin anew: the items that are asked for most are back soonest. */
const MOST_POOL = 2 ** 20;

export function createLatestEvents(): LatestEvents {
  // No block begins at 0.
  return { pool: new Uint32Array(LEAST_POOL), end: 1, blocks: new Uint32Array(LEAST_POOL) };
}

/** The block of an item, or 0. */
export function blockOf({ blocks }: LatestEvents, item: number): number {
  return blocks[item] ?? 0;
}

export function countIn({ pool }: LatestEvents, block: number): number {
  return pool[block + COUNT] ?? 0;
}

/** @param age 0 for the latest */
export function eventIn({ pool }: LatestEvents, block: number, age: number): number {
  return pool[placeIn(pool, block, age)] ?? 0;
}

/** The session (its first event) of an event. @param age 0 for the latest */
export function sessionIn({ pool }: LatestEvents, block: number, age: number): number {
  return pool[placeIn(pool, block, age) + 1] ?? 0;
}

function placeIn(pool: Uint32Array, block: number, age: number): number {
  return block + HEADER + FIELDS * ((pool[block + COUNT] ?? 0) - 1 - age);
}

/** A block for an item that has none, to be filled with this many events, the oldest first. */
export function takeBlock(latest: LatestEvents, item: number, count: number): void {
  const room = Math.min(MOST_ROOM, powerOfTwo(Math.max(LEAST_ROOM, 2 * count)));
  const block = allocate(latest, room);
  latest.blocks = withRoom(latest.blocks, item);
  latest.blocks[item] = block;
}

/** Takes up an event of an item that has a block. */
export function noteLatest(
  latest: LatestEvents,
  item: number,
  event: number,
  session: number,
): void {
  const block = blockOf(latest, item);
  if (block === 0) return;
  const { pool } = latest;
  const count = pool[block + COUNT] ?? 0;
  if (count === pool[block + ROOM]) {
    if (count < MOST_ROOM) moveToLarger(latest, item, block);
    else dropOlderHalf(pool, block);
    noteLatest(latest, item, event, session);
    return;
  }
  const at = block + HEADER + FIELDS * count;
  pool[at] = event;
  pool[at + 1] = session;
  pool[block + COUNT] = count + 1;
}

function moveToLarger(latest: LatestEvents, item: number, block: number): void {
  const [room = 0, count = 0] = latest.pool.subarray(block, block + HEADER);
  const events = latest.pool.slice(block + HEADER, block + HEADER + FIELDS * count);
  const larger = allocate(latest, 2 * room);
  latest.blocks[item] = larger;
  latest.pool.set(events, larger + HEADER);
  latest.pool[larger + COUNT] = count;
}

function dropOlderHalf(pool: Uint32Array, block: number): void {
  const from = block + HEADER;
  const words = FIELDS * MOST_LATEST;
  pool.copyWithin(from, from + words, from + 2 * words);
  pool[block + COUNT] = MOST_LATEST;
}

/** All begin anew: their chains go farther than they did. */
export function forgetLatest(latest: LatestEvents): void {
  latest.blocks.fill(0);
  latest.end = 1;
}

/** An empty block. Room that was given up is not used again until all begin anew. */
function allocate(latest: LatestEvents, room: number): number {
  const words = HEADER + FIELDS * room;
  if (latest.end + words > MOST_POOL) {
    forgetLatest(latest);
  }
  const block = latest.end;
  latest.end += words;
  latest.pool = withRoom(latest.pool, latest.end - 1);
  latest.pool[block + ROOM] = room;
  latest.pool[block + COUNT] = 0;
  return block;
}

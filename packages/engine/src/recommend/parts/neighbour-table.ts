import { nthGreatest } from "../scores/nth-greatest.ts";

/**
 * Sessions found to be like the one at hand, with how much: a hash table of fixed size with open
 * addressing, emptied by raising a number. A Map would allocate for each of thousands of sessions.
 */
export interface NeighbourTable {
  round: number;
  /** Slot after slot its `FIELDS`, together, as of events in the log. */
  readonly fields: Uint32Array;
  readonly likeness: Float32Array;
  /** Taken slots in the order of finding. */
  readonly slots: Uint32Array;
  count: number;
  /** Work space of `leastLikeness`. */
  readonly sorted: Float32Array;
}

/**
 * Of a slot: the round in which it was taken; a session; the event by which it was found first, of the
 * visitor's latest item that it shares; the item counted last, so that one seen twice counts once.
 */
const FIELDS = 4;
const ROUND = 0;
const SESSION = 1;
const ANCHOR = 2;
const SOURCE = 3;

const SLOT_BITS = 12;
const SLOTS = 2 ** SLOT_BITS;
/** Beyond this load probing gets slow. More than are ever found: of ten items the latest 250 events each. */
const MOST_NEIGHBOURS = SLOTS * 0.625;

export function createNeighbourTable(): NeighbourTable {
  return {
    round: 0,
    fields: new Uint32Array(FIELDS * SLOTS),
    likeness: new Float32Array(SLOTS),
    slots: new Uint32Array(SLOTS),
    count: 0,
    sorted: new Float32Array(SLOTS),
  };
}

export function clearNeighbours(table: NeighbourTable): void {
  table.count = 0;
  table.round += 1;
  if (table.round < 2 ** 32) return;
  table.fields.fill(0);
  table.round = 1;
}

/** A session shares the visitor's item `source` at `event`; the same source counts once per session. */
export function addLikeness(
  table: NeighbourTable,
  session: number,
  event: number,
  source: number,
  weight: number,
): void {
  const { fields, likeness, round } = table;
  let slot = Math.imul(session, 0x9e3779b1) >>> (32 - SLOT_BITS); // Fibonacci hashing (Knuth 6.4)
  while (fields[FIELDS * slot + ROUND] === round && fields[FIELDS * slot + SESSION] !== session) {
    slot = (slot + 1) & (SLOTS - 1);
  }
  const at = FIELDS * slot;
  if (fields[at + ROUND] !== round) {
    if (table.count >= MOST_NEIGHBOURS) return;
    fields[at + ROUND] = round;
    fields[at + SESSION] = session;
    fields[at + ANCHOR] = event;
    likeness[slot] = weight;
    table.slots[table.count] = slot;
    table.count += 1;
  } else if (fields[at + SOURCE] !== source) {
    likeness[slot] = (likeness[slot] ?? 0) + weight;
  }
  fields[at + SOURCE] = source;
}

/** The session in a slot. */
export function neighbourAt(table: NeighbourTable, slot: number): number {
  return table.fields[FIELDS * slot + SESSION] ?? 0;
}

/** The event by which the session in a slot was found. */
export function anchorAt(table: NeighbourTable, slot: number): number {
  return table.fields[FIELDS * slot + ANCHOR] ?? 0;
}

/** The likeness a neighbour needs at least to be among the `most`, and how many with just that are: the latest. */
export function leastLikeness(
  { slots, likeness, count, sorted }: NeighbourTable,
  most: number,
): { readonly value: number; places: number } {
  if (count <= most) return { value: 0, places: count };
  for (let i = 0; i < count; i++) sorted[i] = likeness[slots[i] ?? 0] ?? 0;
  const value = nthGreatest(sorted.subarray(0, count), most);
  let greater = 0;
  // The greatest stand first now.
  for (let i = 0; i < most; i++) if ((sorted[i] ?? 0) > value) greater += 1;
  return { value, places: most - greater };
}

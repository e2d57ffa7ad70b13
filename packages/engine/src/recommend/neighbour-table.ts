/**
 * Sessions found to be like the one at hand, with how much: a hash table of fixed size with open
 * addressing, emptied by raising a number. A Map would allocate for each of thousands of sessions.
 */
export interface NeighbourTable {
  round: number;
  readonly rounds: Uint32Array;
  readonly sessions: Uint32Array;
  readonly likeness: Float32Array;
  /** The event by which a session was found first: of the visitor's latest item that it shares. */
  readonly anchors: Uint32Array;
  /** The last event counted, so that an item seen twice in one session counts once. */
  readonly sources: Uint32Array;
  /** Taken slots in the order of finding. */
  readonly slots: Uint32Array;
  count: number;
}

const SLOTS = 2 ** 15;
/** Beyond this load probing gets slow; what is found later is least like the session anyway. */
export const MOST_NEIGHBOURS = SLOTS * 0.6;

export function createNeighbourTable(): NeighbourTable {
  return {
    round: 0,
    rounds: new Uint32Array(SLOTS),
    sessions: new Uint32Array(SLOTS),
    likeness: new Float32Array(SLOTS),
    anchors: new Uint32Array(SLOTS),
    sources: new Uint32Array(SLOTS),
    slots: new Uint32Array(SLOTS),
    count: 0,
  };
}

export function clearNeighbours(table: NeighbourTable): void {
  table.count = 0;
  table.round += 1;
  if (table.round < 2 ** 32) return;
  table.rounds.fill(0);
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
  let slot = Math.imul(session, 0x9e3779b1) >>> 17; // Fibonacci hashing to 15 bits (Knuth 6.4)
  while (table.rounds[slot] === table.round && table.sessions[slot] !== session) {
    slot = (slot + 1) & (SLOTS - 1);
  }
  if (table.rounds[slot] !== table.round) {
    if (table.count >= MOST_NEIGHBOURS) return;
    table.rounds[slot] = table.round;
    table.sessions[slot] = session;
    table.anchors[slot] = event;
    table.likeness[slot] = weight;
    table.slots[table.count] = slot;
    table.count += 1;
  } else if (table.sources[slot] !== source) {
    table.likeness[slot] = (table.likeness[slot] ?? 0) + weight;
  }
  table.sources[slot] = source;
}

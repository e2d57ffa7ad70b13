/** Item views in columns, 16 bytes each: a file of 100 MB is millions of them. */
export interface Visits {
  count: number;
  /** By view: the session, the item, the time in milliseconds (0 where the file has none). */
  sessions: Uint32Array;
  items: Uint32Array;
  times: Float64Array;
  readonly itemNumbers: Map<string, number>;
  readonly itemIds: string[];
  /** Sessions whose last view was given apart, as what came next: a test asks for that one alone. */
  readonly withNext: Set<number>;
  sessionCount: number;
}

const FIRST_ROOM = 1024;

export function createVisits(): Visits {
  return {
    count: 0,
    sessions: new Uint32Array(FIRST_ROOM),
    items: new Uint32Array(FIRST_ROOM),
    times: new Float64Array(FIRST_ROOM),
    itemNumbers: new Map(),
    itemIds: [],
    withNext: new Set(),
    sessionCount: 0,
  };
}

export function addView(visits: Visits, session: number, id: string, time: number): void {
  if (visits.count === visits.items.length) makeRoom(visits);
  let item = visits.itemNumbers.get(id);
  if (item === undefined) {
    item = visits.itemIds.length;
    visits.itemNumbers.set(id, item);
    visits.itemIds.push(id);
  }
  visits.sessions[visits.count] = session;
  visits.items[visits.count] = item;
  visits.times[visits.count] = time;
  visits.count += 1;
}

/** The views in order of time; those of the same time in the order of the file. */
export function inOrder(visits: Visits): Uint32Array {
  const order = Uint32Array.from({ length: visits.count }, (_, i) => i);
  const { times } = visits;
  return order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
}

/** When the last view was; 0 where the file has no times. */
export function latestTime({ times, count }: Visits): number {
  return times.subarray(0, count).reduce((latest, time) => Math.max(latest, time), 0);
}

function makeRoom(visits: Visits): void {
  const room = visits.items.length * 2;
  const sessions = new Uint32Array(room);
  sessions.set(visits.sessions);
  const items = new Uint32Array(room);
  items.set(visits.items);
  const times = new Float64Array(room);
  times.set(visits.times);
  Object.assign(visits, { sessions, items, times });
}

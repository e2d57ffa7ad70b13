import { createRandom } from "@nextmove/engine";

import { httpClient } from "../../harness/http-client.ts";
import { quantile } from "../summary.ts";
import { type BenchServer, type RowsWritten, rowsWritten } from "./servers.ts";
import { CONCURRENCY, runSlice, type Slice } from "./slice.ts";
import { storedBytes } from "./stored-bytes.ts";
import { type Kind, KINDS, requestsOf } from "./traffic.ts";

/** Both sides take turns this many times, so that a busy moment of the machine hits both. */
const ROUNDS = 21;
const REQUESTS_PER_TURN = 200;
/** Past the rebuild at 10,000 decisions and with code compiled: what is measured is a case at work. */
const WARM_UP_REQUESTS = 12_000;

export type Measure = { requestsPerSecond: number; p50Ms: number; p99Ms: number };

export type Comparison = {
  kind: Kind;
  nextmove: Measure;
  floor: Measure;
  /** How much of the floor's throughput Nextmove reaches, median over the rounds; 1 is all of it. */
  throughputRatio: number;
  /** Nextmove's p99 as a multiple of the floor's. */
  p99Ratio: number;
  /** Mean size of a stored event, which the floor stores too. */
  storedBytes: number;
  /** Rows that Nextmove writes per request, index entries included. */
  rowsWritten: RowsWritten;
};

type Turn = (kind: Kind, queryIds: string[], storedBytes: number) => Promise<Slice>;

export async function compareWithFloor(
  nextmove: BenchServer,
  floor: BenchServer,
): Promise<Comparison[]> {
  const turns = { nextmove: turnsOf(nextmove), floor: turnsOf(floor) };
  const rows = await warmUp(turns.nextmove, turns.floor, nextmove);
  const bytes = storedBytes(nextmove.stateFolder);

  const slices = KINDS.map((kind) => ({
    kind,
    nextmove: new Array<Slice>(),
    floor: new Array<Slice>(),
  }));
  for (let round = 0; round < ROUNDS; round++) {
    const queryIds = namesOf(`round-${round}`, REQUESTS_PER_TURN);
    for (const of of slices) {
      of.nextmove.push(await turns.nextmove(of.kind, queryIds, bytes[of.kind]));
      of.floor.push(await turns.floor(of.kind, queryIds, bytes[of.kind]));
    }
  }
  return slices.map(({ kind, ...sides }) => {
    const measured = { nextmove: measure(sides.nextmove), floor: measure(sides.floor) };
    return {
      kind,
      ...measured,
      throughputRatio: medianRatio(sides.nextmove, sides.floor),
      p99Ratio: measured.nextmove.p99Ms / measured.floor.p99Ms,
      storedBytes: bytes[kind],
      rowsWritten: rows[kind],
    };
  });
}

/** Sends slices to one server, and remembers what it decided for the selects that follow. */
function turnsOf(server: BenchServer): Turn {
  // The same on both sides, so that both get the same requests.
  const random = createRandom("bench");
  let decided: string[] = [];
  return async (kind, queryIds, bytes) => {
    const requests = requestsOf(kind, queryIds, decided, random).map((request) => ({
      ...request,
      headers: { ...request.headers, "stored-bytes": String(bytes) },
    }));
    const client = httpClient(server.workerd.url, CONCURRENCY);
    const slice = await runSlice(client, requests);
    client.close();
    if (kind === "decide") decided = slice.answers;
    return slice;
  };
}

/** Brings both sides to work, and counts on the way what Nextmove writes per request. */
async function warmUp(
  nextmoveTurn: Turn,
  floorTurn: Turn,
  nextmove: BenchServer,
): Promise<Record<Kind, RowsWritten>> {
  const queryIds = namesOf("warm-up", WARM_UP_REQUESTS);
  const none = { log: 0, beside: 0 };
  const rows: Record<Kind, RowsWritten> = { decide: none, select: none, reward: none };
  for (const kind of KINDS) {
    const before = await rowsWritten(nextmove);
    await nextmoveTurn(kind, queryIds, 0);
    const after = await rowsWritten(nextmove);
    rows[kind] = {
      log: (after.log - before.log) / queryIds.length,
      beside: (after.beside - before.beside) / queryIds.length,
    };
    await floorTurn(kind, queryIds, 0);
  }
  return rows;
}

function measure(slices: Slice[]): Measure {
  const latenciesMs = slices.flatMap((slice) => slice.latenciesMs);
  const durationMs = slices.reduce((sum, slice) => sum + slice.durationMs, 0);
  return {
    requestsPerSecond: (1000 * latenciesMs.length) / durationMs,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}

/** Slices of equal size: the ratio of throughputs is that of the durations, turned round. */
function medianRatio(nextmove: Slice[], floor: Slice[]): number {
  const ratios = nextmove.map(
    ({ durationMs }, round) => (floor[round]?.durationMs ?? Number.NaN) / durationMs,
  );
  return quantile(ratios, 0.5);
}

function namesOf(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

// `node test/performance/test-cycle/events.ts`: how many test-cycle events a second raw workerd takes,
// one a request beside the floor Worker's single insert, and a hundred a request.
import { httpClient, type HttpRequest } from "../../harness/http-client.ts";
import { CONCURRENCY, runSlice } from "../http/slice.ts";
import { type BenchServer, startFloor, startNextmove } from "../http/servers.ts";
import { addToReport } from "../report.ts";
import { quantile, rounded } from "../summary.ts";
import { printTable } from "../table.ts";

/** All sides take turns this many times, so that a busy moment of the machine hits all of them. */
const ROUNDS = 15;
const REQUESTS_PER_TURN = 200;
const BATCHES_PER_TURN = 20;
const EVENTS_PER_BATCH = 100;
const WARM_UP_TURNS = 5;
/** As many objects as Nextmove spreads visitors over. */
const SHARDS = 8;
/** What a row of ours takes without its key: the floor stores as much. */
const STORED_BYTES = 60;

const headers = {
  authorization: "Bearer sk_test_demo",
  "content-type": "application/json",
  "stored-bytes": String(STORED_BYTES),
};
const path = "/v3/test-cycle/events";

let sent = 0;
/** An event of another visitor each time; `query_id` is what the floor goes by. */
const event = () => {
  sent += 1;
  const at = new Date(Date.now() - (sent % 1_000_000)).toISOString();
  const userTrackingId = `GA1.2.${sent}.${1_586_985_368 + (sent % 977)}`;
  const assistanceId = String(sent);
  return {
    query_id: userTrackingId,
    type: "assistance_triggered",
    userTrackingId,
    at,
    assistanceId,
    assistanceOffered: true,
  };
};
const single = (): HttpRequest => ({ path, headers, body: event() });
const batch = (): HttpRequest => ({
  path,
  headers,
  body: Array.from({ length: EVENTS_PER_BATCH }, event),
});

const perSecond = async (
  server: BenchServer,
  requests: HttpRequest[],
  eventsPerRequest: number,
): Promise<number> => {
  const client = httpClient(server.workerd.url, CONCURRENCY);
  const { durationMs } = await runSlice(client, requests);
  client.close();
  return (1000 * requests.length * eventsPerRequest) / durationMs;
};
const times = (count: number, make: () => HttpRequest) => Array.from({ length: count }, make);

const nextmove = await startNextmove();
const floor = await startFloor(SHARDS);
const rounds: { singles: number; floors: number; batched: number }[] = [];
for (let round = -WARM_UP_TURNS; round < ROUNDS; round++) {
  const figures = {
    singles: await perSecond(nextmove, times(REQUESTS_PER_TURN, single), 1),
    floors: await perSecond(floor, times(REQUESTS_PER_TURN, single), 1),
    batched: await perSecond(nextmove, times(BATCHES_PER_TURN, batch), EVENTS_PER_BATCH),
  };
  if (round >= 0) rounds.push(figures);
}
await Promise.all([nextmove.remove(), floor.remove()]);

const median = (of: (round: (typeof rounds)[number]) => number): number =>
  quantile(rounds.map(of), 0.5);
const testCycleEvents = {
  singlePerSecond: median(({ singles }) => singles),
  floorPerSecond: median(({ floors }) => floors),
  batchedPerSecond: median(({ batched }) => batched),
  ratioToFloor: median(({ singles, floors }) => singles / floors),
  batchedToSingle: median(({ batched, singles }) => batched / singles),
};
printTable(
  "test-cycle events a second on raw workerd",
  ["what", "events/s", "ratio", "budget"],
  [
    ["floor Worker, one insert a request", testCycleEvents.floorPerSecond, undefined, undefined],
    ["one event a request", testCycleEvents.singlePerSecond, testCycleEvents.ratioToFloor, "0.8"],
    [
      `${EVENTS_PER_BATCH} events a request`,
      testCycleEvents.batchedPerSecond,
      `${rounded(testCycleEvents.batchedToSingle)} of one a request`,
      "10",
    ],
  ],
);
addToReport({ testCycleEvents });

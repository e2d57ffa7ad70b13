import { ranking } from "@nextmove/contract";
import { BANNERS, isBanner } from "../shoppers/preferences.ts";
import { aftermathOf, refundOf } from "./aftermath.ts";
import type { Api } from "./api.ts";
import { type Burst, DAY_MS } from "./calendar.ts";
import type { ServerClock } from "./clock.ts";
import { SimulationFailure } from "./failure.ts";
import { type Arrival, type Temptation, type Visit, visitOf } from "./shop.ts";

/** Items of one call: what the decision routes take at most, and the events' route. */
const CALL_LIMIT = { decisions: 500, events: 1_000 };
const REFUND_AFTER_MS = 5 * DAY_MS;

/** Money that the shop took, in euros, whatever any report says. */
export interface Till {
  orders: number;
  sold: number;
  refunds: number;
  returned: number;
}

export interface Shop {
  readonly api: Api;
  readonly clock: ServerClock;
  readonly caseId: string;
  readonly arrivals: (burst: Burst) => Arrival[];
  readonly temptation: Temptation;
}

interface Played {
  readonly arrival: Arrival;
  readonly visit: Visit;
}

/** A refund that is to come. */
interface Return {
  readonly due: number;
  readonly refund: object;
  readonly amount: number;
}

const rankings = ranking.array();

const inParts = async <Item>(
  items: readonly Item[],
  size: number,
  send: (part: Item[]) => Promise<unknown>,
): Promise<void> => {
  for (let from = 0; from < items.length; from += size) {
    // One after the other, as it happened.
    await send(items.slice(from, from + size));
  }
};

/** Decides for some visitors at once, and says which of them saw their banner. */
async function serve(shop: Shop, arrivals: readonly Arrival[]): Promise<Played[]> {
  const { api, caseId, temptation } = shop;
  const customers = arrivals.map(({ visit, visitor, state }) => ({
    query_id: visit,
    consumer_id: visitor,
    state,
  }));
  const answer = await api.post(`/v3/action/${caseId}/batch`, { customers, actions: BANNERS });
  const decided = rankings.length(arrivals.length).parse(answer);
  const selection: object[] = [];
  const played = arrivals.map((arrival, index) => {
    const action = decided[index]?.actions[0];
    if (!isBanner(action)) throw new SimulationFailure(`Not one of the banners: ${action}`);
    const visit = visitOf(arrival, action, temptation);
    if (visit.seen) selection.push({ query_id: arrival.visit, action });
    return { arrival, visit };
  });
  if (selection.length > 0) await api.post(`/v3/action/${caseId}/select/batch`, { selection });
  return played;
}

/** Reports what visitors did, and what was sent back. */
async function tell(
  { api, caseId }: Shop,
  played: readonly Played[],
  at: number,
  refunds: readonly object[],
): Promise<void> {
  const reports = played.map(({ arrival, visit }) => aftermathOf(arrival, visit, at));
  await inParts(
    [...reports.flatMap(({ rewards }) => rewards), ...refunds],
    CALL_LIMIT.decisions,
    (rewards) => api.post(`/v3/reward/${caseId}/batch`, { rewards }),
  );
  await inParts(
    reports.flatMap(({ events }) => events),
    CALL_LIMIT.events,
    (events) => api.post("/v3/test-cycle/events", { events }),
  );
}

const returnsOf = (played: readonly Played[], at: number): Return[] =>
  played
    .filter(({ visit }) => visit.returned > 0)
    .map(({ arrival, visit }) => ({
      due: at + REFUND_AFTER_MS,
      refund: refundOf(arrival, visit),
      amount: visit.returned,
    }));

/**
 * Plays burst after burst. What the visitors of one did is told when the next one comes: agents' desks
 * report late.
 *
 * @param end when the last one is reported, in ms
 * @param onProgress how many visits there were more
 * @returns what was taken
 * @throws SimulationFailure
 */
export async function playBursts(
  shop: Shop,
  bursts: readonly Burst[],
  end: number,
  onProgress: (visits: number) => void,
): Promise<Till> {
  const till: Till = { orders: 0, sold: 0, refunds: 0, returned: 0 };
  let open: Return[] = [];
  let played: Played[] = [];
  let at = 0;
  const finish = async (): Promise<void> => {
    const due = open.filter((each) => each.due <= at);
    const refunds = due.map(({ refund }) => refund);
    await tell(shop, played, at, refunds);
    open = [...open.filter((each) => each.due > at), ...returnsOf(played, at)];
    for (const { visit } of played) {
      till.orders += Number(visit.spent > 0);
      till.sold += visit.spent;
    }
    for (const { amount } of due) {
      till.refunds += 1;
      till.returned += amount;
    }
    onProgress(played.length);
  };
  for (const burst of bursts) {
    // What comes next depends on what came before.
    await shop.clock.moveTo(burst.at);
    await finish();
    played = [];
    await inParts(shop.arrivals(burst), CALL_LIMIT.decisions, async (arrivals) => {
      played.push(...(await serve(shop, arrivals)));
    });
    at = burst.at;
  }
  await shop.clock.moveTo(end);
  await finish();
  return till;
}

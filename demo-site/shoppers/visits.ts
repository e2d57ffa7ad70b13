import type { Client, Result, Reward } from "./client.ts";
import { BANNERS, clickProbability, isBanner, PURCHASE_SHARE, type Banner } from "./preferences.ts";
import type { Random } from "./random.ts";
import { drawVisitor, type VisitorState } from "./visitor.ts";

/** One visitor, what they were shown, and what they did. */
export interface Visit {
  readonly visitor: VisitorState;
  readonly banner: Banner;
  readonly clicked: boolean;
  /** Value of what they bought, in euros; 0 when they bought nothing. */
  readonly spent: number;
}

/** Customers in one call. Smaller than the service takes: what a call teaches only helps the next. */
const BATCH_SIZE = 50;
/** Orders are worth from 25 to 95 euros, whatever the banner was. */
const ORDER_EUROS = { least: 25, range: 70 };

function visit(visitor: VisitorState, banner: Banner, random: Random): Visit {
  const clicked = random() < clickProbability(visitor, banner);
  const purchased = clicked && random() < PURCHASE_SHARE;
  const spent = purchased ? ORDER_EUROS.least + Math.floor(random() * ORDER_EUROS.range) : 0;
  return { visitor, banner, clicked, spent };
}

/**
 * Sends visitors through the service, batch by batch, and what they did back to it.
 * @param run names this run, so that its ids differ from those of every other
 */
export async function simulateVisits(options: {
  client: Client;
  visitors: number;
  random: Random;
  run: string;
  onProgress: (done: number) => void;
}): Promise<Result<Visit[]>> {
  const { client, random, run, onProgress } = options;
  const visits: Visit[] = [];
  while (visits.length < options.visitors) {
    const first = visits.length;
    const size = Math.min(BATCH_SIZE, options.visitors - first);
    const customers = Array.from({ length: size }, (_, index) => ({
      query_id: `${run}-q${first + index}`,
      consumer_id: `${run}-c${first + index}`,
      state: drawVisitor(random),
    }));
    const answer = await client.decide(customers, BANNERS);
    if (!answer.ok) return answer;

    const rewards: Reward[] = [];
    for (const [index, { state, ...ids }] of customers.entries()) {
      const action = answer.value[index]?.actions[0];
      if (!isBanner(action)) return { ok: false, message: `Not one of the banners: ${action}` };
      const made = visit(state, action, random);
      visits.push(made);
      // Also the 0 of those who leave without a click: the service would wait for their click as long
      // as the case's reward window is, days in which this run would be over.
      rewards.push({ ...ids, event_type: "click", value: Number(made.clicked) });
      if (made.spent > 0) rewards.push({ ...ids, event_type: "purchase", value: made.spent });
    }
    const thanks = await client.reward(rewards);
    if (!thanks.ok) return thanks;
    onProgress(visits.length);
  }
  return { ok: true, value: visits };
}

import type { Client, Result, Reward } from "./client.ts";
import { BANNERS, clickProbability, PURCHASE_SHARE, type Banner } from "./preferences.ts";
import type { Random } from "./random.ts";
import { drawVisitor, type VisitorState } from "./visitor.ts";

/** One visitor, what they were shown, and what they did. */
export interface Visit {
  readonly visitor: VisitorState;
  readonly banner: Banner;
  readonly clicked: boolean;
  readonly purchased: boolean;
}

/** Customers in one call. Smaller than the service takes: what a call teaches only helps the next. */
const BATCH_SIZE = 50;
const HAPPENED = 1;

const isBanner = (action: string | undefined): action is Banner =>
  BANNERS.some((banner) => banner === action);

function visit(visitor: VisitorState, banner: Banner, random: Random): Visit {
  const clicked = random() < clickProbability(visitor, banner);
  return { visitor, banner, clicked, purchased: clicked && random() < PURCHASE_SHARE };
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
      if (made.clicked) rewards.push({ ...ids, event_type: "click", value: HAPPENED });
      if (made.purchased) rewards.push({ ...ids, event_type: "purchase", value: HAPPENED });
    }
    const thanks = await client.reward(rewards);
    if (!thanks.ok) return thanks;
    onProgress(visits.length);
  }
  return { ok: true, value: visits };
}

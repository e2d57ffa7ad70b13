import { type Banner, clickProbability } from "../shoppers/preferences.ts";
import { drawWeighted, type Random, seededRandom } from "../shoppers/random.ts";
import { drawVisitor, type VisitorState } from "../shoppers/visitor.ts";
import type { Burst } from "./calendar.ts";

// How visitors behave, which only the simulation knows.

/** Share of those who buy, by what happened to them; it adds up. */
export interface Temptation {
  readonly anyway: number;
  readonly clicked: number;
  readonly assisted: number;
}
export const USUAL: Temptation = { anyway: 0.02, clicked: 0.13, assisted: 0.25 };

/** Of them a quarter was here before. */
const RETURNING = 0.25;
/** Pages that were left before the banner was on the screen. */
const LEFT_EARLY = 0.04;
/** Visitors whom the shop's own rule picks for a dialog, as hesitant. */
const PICKED = 0.18;
/** In the evening agents are busy, and nobody is left to offer one. */
const BUSY = { evening: 0.3, day: 0.05 };
const EVENING_HOUR = 20;
const ACCEPTS = 0.35;
/** Of those who wait for an agent. */
const STAYS = 0.93;
/** Of started dialogs without a sale. */
const NEEDS_HELP = 0.3;
/** Of orders. */
const RETURNED = 0.05;
/** Orders have a median of 45 euros; one in forty is over 150. */
const BASKET = { median: 45, spread: 0.62 };

/** Who comes, and in which state. */
export interface Arrival {
  readonly visitor: string;
  readonly visit: string;
  readonly state: VisitorState;
  readonly random: Random;
}

export interface Dialog {
  readonly offered: boolean;
  readonly accepted?: "chat" | "phone";
  readonly started: boolean;
}

/** What a visitor did about a banner. */
export interface Visit {
  readonly seen: boolean;
  readonly clicked: boolean;
  readonly dialog: Dialog | undefined;
  /** Of an order, in euros; 0: none. */
  readonly spent: number;
  /** Of it, what is given back later. */
  readonly returned: number;
  readonly needsHelp: boolean;
}

/** @param run names the visitors, so that they are nobody else's */
export function arrivalsOf(seed: number, run: string) {
  let visits = 0;
  let visitors = 0;
  return (burst: Burst): Arrival[] =>
    Array.from({ length: burst.visits }, () => {
      visits += 1;
      // A visit's luck is its own: whatever others were shown, it stays the same.
      const random = seededRandom(seed * 1_000_003 + visits);
      const isBack = visitors > 0 && random() < RETURNING;
      const number = isBack ? Math.floor(random() * visitors) : visitors++;
      const state = drawVisitor(random);
      return {
        visitor: `${run}-v${number}`,
        visit: `${run}-q${visits}`,
        state: { ...state, hour: burst.hour, weekend: burst.weekend },
        random,
      };
    });
}

function dialogOf({ state, random }: Arrival): Dialog | undefined {
  if (random() >= PICKED) return undefined;
  const offered = random() >= (state.hour >= EVENING_HOUR ? BUSY.evening : BUSY.day);
  if (!offered || random() >= ACCEPTS) return { offered, started: false };
  const accepted = drawWeighted<"chat" | "phone">(random, [
    [7, "chat"],
    [3, "phone"],
  ]);
  return { offered, accepted, started: random() < STAYS };
}

/** Normally distributed (Box and Muller 1958). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const cents = (euros: number): number => Math.round(euros * 100) / 100;

/** What comes of a visit to whom a banner was shown. */
export function visitOf(arrival: Arrival, banner: Banner, temptation: Temptation): Visit {
  const { random, state } = arrival;
  const seen = random() >= LEFT_EARLY;
  const clicked = seen && random() < clickProbability(state, banner);
  const dialog = dialogOf(arrival);
  const buys =
    random() <
    temptation.anyway +
      (clicked ? temptation.clicked : 0) +
      (dialog?.started ? temptation.assisted : 0);
  const spent = buys ? cents(BASKET.median * Math.exp(BASKET.spread * normal(random))) : 0;
  const isReturned = buys && random() < RETURNED;
  return {
    seen,
    clicked,
    dialog,
    spent,
    returned: isReturned ? cents(spent * (random() < 0.5 ? 1 : 0.5)) : 0,
    needsHelp: dialog?.started === true && !buys && random() < NEEDS_HELP,
  };
}

import { hash32, type ItemEvent } from "@nextmove/engine";
import { Latest } from "../../../latest.ts";

type Kind = ItemEvent["kind"];
/** Whether a page has reported it, or only a request's state: then the event that says so is still to come. */
const STATE = 0;
const EVENT = 1;
type By = typeof STATE | typeof EVENT;
/** What one visitor did, as far as it was counted, what was told last at the end: 2 × a deed + by what. */
type Known = number[];

/** Per visitor: all that one request may list (50 of each kind), which would else be counted at each anew. */
const DEEDS_LIMIT = 150;
/** What a visitor takes up beside them, and few do more things than that. */
const VISITOR_DEEDS = 40;
/** Of all together, visitors included: two megabytes, of whom the last 3,000 are always there. */
const ALL_DEEDS_LIMIT = 2 * 3_000 * 2 * VISITOR_DEEDS;

/** Bits of a hash that with one more are a small integer, as engines call what they store in 4 bytes. */
const DEED_BITS = 29;
/** An eighth of the memory that a Map of texts takes; two deeds of one visitor hardly ever share it. */
const deedOf = (kind: Kind, item: string): number => hash32(`${kind}:${item}`) >>> (32 - DEED_BITS);

const placeOf = (known: Known, deed: number): number =>
  known.findIndex((one) => one >>> 1 === deed);

/**
 * What was counted for which visitor, so that the same view counts once, though every request lists it again
 * and the page reports it as an event too. Bounded: a visitor who was forgotten is counted anew.
 */
export class Counted {
  readonly #visitors = new Latest<string, Known>(
    ALL_DEEDS_LIMIT,
    (known) => VISITOR_DEEDS + known.length,
  );
  readonly #countedBefore: (visitor: string) => Iterable<readonly [Kind, string]>;

  /** @param countedBefore what is known of a visitor who was forgotten, or not seen since a restart */
  constructor(countedBefore: (visitor: string) => Iterable<readonly [Kind, string]>) {
    this.#countedBefore = countedBefore;
  }

  /** Whether a list in a request names something new. */
  addFromState(visitor: string, kind: Kind, item: string): boolean {
    const known = this.#of(visitor);
    const deed = deedOf(kind, item);
    const place = placeOf(known, deed);
    if (place < 0) this.#note(known, deed, STATE);
    // What requests go on listing is forgotten last.
    else known.push(...known.splice(place, 1));
    return place < 0;
  }

  /** Whether an event is more than what a request has told already. */
  addFromEvent(visitor: string, kind: Kind, item: string): boolean {
    const known = this.#of(visitor);
    const deed = deedOf(kind, item);
    const isTold = known.includes(2 * deed + STATE);
    this.#note(known, deed, EVENT);
    return !isTold;
  }

  #asReported(visitor: string): Known {
    const deeds = Array.from(this.#countedBefore(visitor), ([kind, item]) => deedOf(kind, item));
    return [...new Set(deeds)].map((deed) => 2 * deed + EVENT);
  }

  #note(known: Known, deed: number, by: By): void {
    const size = known.length;
    const before = placeOf(known, deed);
    if (before >= 0) known.splice(before, 1);
    known.push(2 * deed + by);
    if (known.length > DEEDS_LIMIT) known.shift();
    this.#visitors.grow(known.length - size);
  }

  #of(visitor: string): Known {
    const before = this.#visitors.get(visitor);
    if (before) return before;
    const known: Known = this.#asReported(visitor);
    this.#visitors.set(visitor, known);
    return known;
  }
}

import { hash32, type ItemEvent } from "@nextmove/engine";

type Kind = ItemEvent["kind"];
/** What one visitor did, as far as it was counted; `state`: the event that says so is still to come. */
type Known = Map<number, "event" | "state">;

const VISITORS_LIMIT = 3_000;
/** Per visitor; the first counted are forgotten first. */
const DEEDS_LIMIT = 40;

/** A third of the memory that texts take; two deeds of one visitor hardly ever share it. */
const deedOf = (kind: Kind, item: string): number => hash32(`${kind}:${item}`);

/**
 * What was counted for which visitor, so that the same view counts once, though every request lists it again
 * and the page reports it as an event too. Bounded: a visitor who was forgotten is counted anew.
 */
export class Counted {
  readonly #visitors = new Map<string, Known>();
  readonly #countedBefore: (visitor: string) => Iterable<readonly [Kind, string]>;

  /** @param countedBefore what is known of a visitor who was forgotten, or not seen since a restart */
  constructor(countedBefore: (visitor: string) => Iterable<readonly [Kind, string]>) {
    this.#countedBefore = countedBefore;
  }

  /** Whether a list in a request names something new. */
  addFromState(visitor: string, kind: Kind, item: string): boolean {
    const known = this.#of(visitor);
    const deed = deedOf(kind, item);
    if (known.has(deed)) return false;
    this.#note(known, deed, "state");
    return true;
  }

  /** Whether an event is more than what a request has told already. */
  addFromEvent(visitor: string, kind: Kind, item: string): boolean {
    const known = this.#of(visitor);
    const deed = deedOf(kind, item);
    const isTold = known.get(deed) === "state";
    this.#note(known, deed, "event");
    return !isTold;
  }

  #note(known: Known, deed: number, by: "event" | "state"): void {
    known.delete(deed);
    known.set(deed, by);
    const [first] = known.keys();
    if (known.size > DEEDS_LIMIT && first !== undefined) known.delete(first);
  }

  #of(visitor: string): Known {
    const before = this.#visitors.get(visitor);
    this.#visitors.delete(visitor);
    const known: Known =
      before ??
      new Map(
        [...this.#countedBefore(visitor)].map(([kind, item]) => [deedOf(kind, item), "event"]),
      );
    this.#visitors.set(visitor, known);
    const [longestSilent] = this.#visitors.keys();
    if (this.#visitors.size > VISITORS_LIMIT && longestSilent !== undefined) {
      this.#visitors.delete(longestSilent);
    }
    return known;
  }
}

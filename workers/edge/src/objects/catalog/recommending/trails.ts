import { hash32 } from "@nextmove/engine";
import { Latest } from "../../../latest.ts";

/** Lists that somebody may come back with one more product. */
const TRAILS_LIMIT = 3_000;
/** Visitors who have looked at the same. */
const VISITORS_LIMIT = 20;

/** Shops tell only the latest of what was looked at, as a rule ten or so. */
const TOLD_LATEST = 3;

const trailOf = (viewed: readonly string[]): number =>
  hash32(JSON.stringify(viewed.slice(-TOLD_LATEST)));

/**
 * Visitors whom the shop does not name, told apart by what its requests say they have looked at: one
 * who has looked at a, b and c now is one of those who had looked at a and b. So each of their views counts
 * once, though every request lists them all; a visitor who is taken for another has looked at the same.
 * One who loads a product's page again cannot be told from another who comes to it, and is taken for one.
 */
export class Trails {
  /** By what they have looked at. */
  readonly #visitors = new Latest<number, string[]>(TRAILS_LIMIT);

  /**
   * Whose request this is.
   *
   * @param viewed what the visitor has looked at, this page's product included
   * @param name of the visitor, when it is a new one
   * @param isElsewhere the page is known to be no product's: they had looked at all of it before
   */
  follow(viewed: readonly string[], name: string, isElsewhere = false): string {
    if (viewed.length === 0) return name;
    const trail = trailOf(viewed);
    const here = this.#visitors.get(trail) ?? [];
    const [known] = isElsewhere ? here : [];
    if (known !== undefined) return known;
    const visitor = this.#visitors.get(trailOf(viewed.slice(0, -1)))?.pop() ?? name;
    this.#visitors.set(trail, [...here, visitor].slice(-VISITORS_LIMIT));
    return visitor;
  }
}

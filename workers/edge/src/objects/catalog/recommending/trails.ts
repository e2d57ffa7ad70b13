import { hash32 } from "@nextmove/engine";

/** Lists that somebody may come back with one more product. */
const TRAILS_LIMIT = 3_000;
/** Visitors who have looked at the same. */
const VISITORS_LIMIT = 20;

const trailOf = (viewed: readonly string[]): number => hash32(JSON.stringify(viewed));

/**
 * Visitors whom the shop does not name, told apart by what its requests say they have looked at: who
 * has looked at a, b and c now is one of those who had looked at a and b. So each of their views counts
 * once, though every request lists them all; who is taken for another has looked at the same.
 */
export class Trails {
  /** By what they have looked at, those who came last are last. */
  readonly #visitors = new Map<number, string[]>();

  /**
   * Whose request this is.
   *
   * @param viewed what the visitor has looked at, this page's product included
   * @param name of the visitor, when it is a new one
   */
  follow(viewed: readonly string[], name: string): string {
    const earlier = this.#visitors.get(trailOf(viewed.slice(0, -1)));
    const visitor = earlier?.pop() ?? name;
    const trail = trailOf(viewed);
    const here = this.#visitors.get(trail) ?? [];
    this.#visitors.delete(trail);
    this.#visitors.set(trail, [...here, visitor].slice(-VISITORS_LIMIT));
    const [longestSilent] = this.#visitors.keys();
    if (this.#visitors.size > TRAILS_LIMIT && longestSilent !== undefined) {
      this.#visitors.delete(longestSilent);
    }
    return visitor;
  }
}

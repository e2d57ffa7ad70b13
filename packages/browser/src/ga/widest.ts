/** The item with the least of something, the first of several; undefined when there is none. */
export const least = <Item>(items: readonly Item[], of: (item: Item) => number): Item | undefined =>
  [...items].sort((a, b) => of(a) - of(b))[0];

/**
 * `document.cookie` shows cookies of a name for several domains without saying which: the one whose
 * domain has the fewest labels is shared by the whole site, so it is the one to prefer.
 */
export const widest = <Item extends { readonly depth: number }>(
  items: readonly Item[],
): Item | undefined => least(items, ({ depth }) => depth);

/**
 * `document.cookie` shows cookies of a name for several domains without saying which: the one whose
 * domain has the fewest labels is shared by the whole site, so it is the one to prefer.
 */
export const widest = <Item extends { readonly depth: number }>(
  items: readonly Item[],
): Item | undefined => [...items].sort((a, b) => a.depth - b.depth)[0];

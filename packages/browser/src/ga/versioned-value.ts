/** `<scheme><version>.<depth>.<rest>`; an old form writes the depth as `<domain>-<path>`. */
const VERSIONED = /^(G[AS])(\d)\.(\d+)(?:-\d+)?\.(.*)$/s;

export interface VersionedValue {
  readonly version: number;
  /** Labels of the domain the cookie belongs to. */
  readonly depth: number;
  readonly rest: string;
}

/** The parts that all Google Analytics cookies share, or undefined for another shape. */
export function splitVersioned(value: string, scheme: "GA" | "GS"): VersionedValue | undefined {
  const [, found, version, depth, rest] = VERSIONED.exec(value) ?? [];
  if (found !== scheme || rest === undefined) return undefined;
  return { version: Number(version), depth: Number(depth), rest };
}

/**
 * `document.cookie` shows cookies of a name for several domains without saying which: the one with
 * the fewest labels is shared by the whole site, so it is the one to prefer.
 */
export function lowestDepth<Item extends { readonly depth: number }>(
  items: readonly Item[],
): Item | undefined {
  return [...items].sort((a, b) => a.depth - b.depth)[0];
}

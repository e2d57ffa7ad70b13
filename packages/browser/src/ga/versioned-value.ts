/** `<scheme and version>.<depth>.<rest>`; an old form writes the depth as `<domain>-<path>`. */
const VERSIONED = /^(G[AS]\d)\.(\d+)(?:-\d+)?\.(.*)$/;

export interface VersionedValue {
  /** For example `GA1`, `GS2`. */
  readonly form: string;
  /** Labels of the domain the cookie belongs to. */
  readonly depth: number;
  readonly rest: string;
}

/** The parts that all Google Analytics cookies share, or undefined for another shape. */
export function splitVersioned(value: string): VersionedValue | undefined {
  const [, form, depth, rest] = VERSIONED.exec(value) ?? [];
  return form && rest ? { form, depth: Number(depth), rest } : undefined;
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

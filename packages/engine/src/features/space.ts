/**
 * Which feature has which dimension. Plain JSON, owned by the learner, versioned: statistics of two
 * versions never mix. Dimension 0 is the intercept.
 */
export interface FeatureSpace {
  readonly version: number;
  readonly dimension: number;
  /** Categories that own a dimension. Pairs, not an object: names come from outside (`__proto__`). */
  readonly categories: readonly (readonly [name: string, index: number])[];
  readonly numbers: readonly NumberSpace[];
  /** Everything else shares these dimensions by hash. */
  readonly hashed: { readonly from: number; readonly size: number };
}

export interface NumberSpace {
  readonly path: string;
  /** Dimension of "this number is known", where it sometimes is not. */
  readonly presence: number | null;
  /** Dimension of the standardised value (value − center)/scale. */
  readonly value: number | null;
  readonly center: number;
  readonly scale: number;
  /** Thermometer code: dimension `index` is 1 when the number is greater than `above`. */
  readonly cuts: readonly { readonly above: number; readonly index: number }[];
}

/** Where a case starts, before anything is known of its states: all features share dimensions. */
export function initialSpace(dimension: number): FeatureSpace {
  const size = Math.min(64, dimension - 1); // enough to tell the features of the first few dozen decisions apart
  return {
    version: 0,
    dimension: size + 1,
    categories: [],
    numbers: [],
    hashed: { from: 1, size },
  };
}

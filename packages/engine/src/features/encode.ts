import type { SparseVector } from "../numeric/sparse.ts";
import { hash32 } from "../random/hash.ts";
import type { Observation } from "./observation.ts";
import type { FeatureSpace, NumberSpace } from "./space.ts";

/** A number's part of the space, its cuts side by side in ascending order: up to 15 of them are passed for a number. */
interface CompiledNumber extends Omit<NumberSpace, "cuts"> {
  readonly above: Float64Array;
  readonly index: Uint16Array;
}

/** A feature space made ready for looking up. */
export interface Encoder {
  readonly space: FeatureSpace;
  readonly categories: ReadonlyMap<string, number>;
  readonly numbers: ReadonlyMap<string, CompiledNumber>;
  /** Work space, one entry per dimension; all zero between calls. */
  readonly scratch: Float64Array;
  /** The observation encoded last: what is ranked is learned next. */
  last: { readonly observation: Observation; readonly x: SparseVector } | null;
}

/** Standard deviations beyond which a number stops counting for more: one typing error must not outweigh the case. */
const FARTHEST_DEVIATION = 4;

export function compileSpace(space: FeatureSpace): Encoder {
  return {
    space,
    categories: new Map(space.categories),
    numbers: new Map(space.numbers.map((number) => [number.path, compileNumber(number)])),
    scratch: new Float64Array(space.dimension),
    last: null,
  };
}

function compileNumber({ cuts, ...number }: NumberSpace): CompiledNumber {
  const ascending = [...cuts].sort((a, b) => a.above - b.above);
  return {
    ...number,
    above: Float64Array.from(ascending, (cut) => cut.above),
    index: Uint16Array.from(ascending, (cut) => cut.index),
  };
}

/** The features of an observation under the encoder's space, the intercept first. */
export function encode(encoder: Encoder, observation: Observation): SparseVector {
  // By identity: an observation is never changed.
  if (encoder.last?.observation !== observation) {
    encoder.last = { observation, x: encodeAnew(encoder, observation) };
  }
  return encoder.last.x;
}

function encodeAnew(encoder: Encoder, observation: Observation): SparseVector {
  const { scratch, space } = encoder;
  scratch[0] = 1;
  for (const category of observation.c) {
    const index = encoder.categories.get(category);
    if (index === undefined) addHashed(encoder, category, 1);
    else scratch[index] = 1;
  }
  for (const [path, value] of observation.n) {
    const number = encoder.numbers.get(path);
    // Not seen when the space was made: known only to be there and roughly how large.
    if (number === undefined) addHashed(encoder, path, value / (1 + Math.abs(value)));
    else addNumber(scratch, number, value);
  }

  let count = 0;
  for (let i = 0; i < space.dimension; i++) if (scratch[i] !== 0) count += 1;
  const indices = new Uint16Array(count);
  const values = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < space.dimension; i++) {
    const value = scratch[i] ?? 0; // within the dimension by construction
    if (value === 0) continue;
    indices[at] = i;
    values[at] = value;
    at += 1;
    scratch[i] = 0;
  }
  return { indices, values };
}

function addNumber(scratch: Float64Array, number: CompiledNumber, value: number): void {
  if (number.presence !== null) scratch[number.presence] = 1;
  if (number.value !== null) {
    const deviations = (value - number.center) / number.scale;
    scratch[number.value] = Math.max(-FARTHEST_DEVIATION, Math.min(FARTHEST_DEVIATION, deviations));
  }
  const { above, index } = number;
  for (let k = 0; k < above.length && value > (above[k] ?? 0); k++) scratch[index[k] ?? 0] = 1;
}

/** Hashed with a sign, so that features that share a dimension cancel on average (Weinberger et al. 2009). */
function addHashed(encoder: Encoder, name: string, value: number): void {
  const { from, size } = encoder.space.hashed;
  if (size === 0) return;
  const hash = hash32(name);
  const index = from + ((hash >>> 1) % size);
  const signed = (hash & 1) === 0 ? value : -value;
  encoder.scratch[index] = (encoder.scratch[index] ?? 0) + signed;
}

import type { SparseVector } from "../../numeric/sparse.ts";
import { HEAD_DIMENSION, type TakeFeature, VALUE_STEP } from "./features.ts";

const BYTES_PER_FEATURE = 2;

/**
 * Features as a text for the log, base64: two bytes for each that is not 0, its index and its value.
 *
 * @param tell gives them one after the other, their indices ascending
 */
export function packFeatures(tell: (take: TakeFeature) => void): string {
  let bytes = "";
  tell((index, value) => {
    bytes += String.fromCharCode(index, Math.round(value / VALUE_STEP) & 0xff);
  });
  return btoa(bytes);
}

// Vectors of their own, and each would be memory for the garbage collector to free, thousands in a second.
const indices = new Uint16Array(HEAD_DIMENSION);
const values = new Float64Array(HEAD_DIMENSION);

/**
 * The features of a text, valid until the next call; undefined for one that `packFeatures` did not make.
 */
export function unpackFeatures(text: string): SparseVector | undefined {
  const bytes = bytesOf(text);
  if (bytes === undefined || bytes.length % BYTES_PER_FEATURE !== 0) return undefined;
  const count = bytes.length / BYTES_PER_FEATURE;
  for (let p = 0, before = -1; p < count; p++) {
    const index = bytes.charCodeAt(2 * p);
    if (index <= before || index >= HEAD_DIMENSION) return undefined;
    before = index;
    indices[p] = index;
    values[p] = ((bytes.charCodeAt(2 * p + 1) << 24) >> 24) * VALUE_STEP;
  }
  return { indices: indices.subarray(0, count), values: values.subarray(0, count) };
}

function bytesOf(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

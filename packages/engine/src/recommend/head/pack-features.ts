import type { SparseVector } from "../../numeric/sparse.ts";
import { HEAD_DIMENSION, VALUE_STEP } from "./features.ts";

const BYTES_PER_FEATURE = 2;

/** Features as a text for the log, base64: two bytes for each that is not 0, its index and its value. */
export function packFeatures({ indices, values }: SparseVector): string {
  let bytes = "";
  for (const [p, index] of indices.entries()) {
    bytes += String.fromCharCode(index, Math.round((values[p] ?? 0) / VALUE_STEP) & 0xff);
  }
  return btoa(bytes);
}

/** The features of a text; undefined for one that `packFeatures` did not make. */
export function unpackFeatures(text: string): SparseVector | undefined {
  const bytes = bytesOf(text);
  if (bytes === undefined || bytes.length % BYTES_PER_FEATURE !== 0) return undefined;
  const count = bytes.length / BYTES_PER_FEATURE;
  const indices = Uint16Array.from({ length: count }, (_, p) => bytes.charCodeAt(2 * p));
  const values = Float64Array.from(
    { length: count },
    (_, p) => ((bytes.charCodeAt(2 * p + 1) << 24) >> 24) * VALUE_STEP,
  );
  const ascends = indices.every((index, p) => p === 0 || index > (indices[p - 1] ?? 0));
  return ascends && indices.every((index) => index < HEAD_DIMENSION)
    ? { indices, values }
    : undefined;
}

function bytesOf(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

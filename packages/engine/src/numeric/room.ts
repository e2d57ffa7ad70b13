type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** The least power of 2 that is no less; at least 1. */
export function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}

/** A copy of an array with more places, the new ones 0. */
export function widened<Of extends Numbers>(array: Of, places: number): Of {
  // TypeScript does not know that a typed array's constructor makes another of its kind.
  const wider = new (array.constructor as new (length: number) => Of)(places);
  wider.set(array);
  return wider;
}

/** An array with a place for an index: this one, or a wider copy with a power of 2 of places. */
export function withRoom<Of extends Numbers>(array: Of, index: number): Of {
  return index < array.length ? array : widened(array, powerOfTwo(index + 1));
}

import { hash32 } from "./hash.ts";

export type Seed = string | Uint8Array;

/** A source of uniform numbers in [0, 1), 53 bits each. */
export type Random = () => number;

const WARM_UP_ROUNDS = 12; // sfc32's author mixes the seed this often before the first output

/** The same seed gives the same numbers, on every machine. The generator is sfc32 (Doty-Humphrey, PractRand). */
export function createRandom(seed: Seed): Random {
  let a = hash32(seed, 1);
  let b = hash32(seed, 2);
  let c = hash32(seed, 3);
  let counter = hash32(seed, 4);

  const next = (): number => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + out) | 0;
    return out >>> 0;
  };
  for (let i = 0; i < WARM_UP_ROUNDS; i++) next();
  return () => (next() * 0x200000 + (next() >>> 11)) / 2 ** 53;
}

import { hash32 } from "@nextmove/engine";

/** Spreads the numbers of replicas over all bits: 2³² over the golden ratio. */
const SPREAD = 0x9e3779b1;

/**
 * Which of a case's Catalogs answers a visitor: the one with the highest hash (rendezvous hashing, Thaler
 * and Ravishankar 1998), so that another replica takes visitors over from all, and nobody else moves.
 *
 * @param key the consumer, else the query
 * @returns 0 for the first, up to `replicas` − 1
 */
export const replicaFor = (key: string, replicas: number): number => {
  if (replicas <= 1) return 0;
  let best = 0;
  let highest = -1;
  for (let replica = 0; replica < replicas; replica++) {
    const hash = hash32(key, Math.imul(replica + 1, SPREAD));
    if (hash > highest) {
      highest = hash;
      best = replica;
    }
  }
  return best;
};

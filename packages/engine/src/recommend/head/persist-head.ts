import { DELAY_LEVELS } from "../../delays/delay-table.ts";
import { packedLength } from "../../numeric/packed.ts";
import { HEAD_DIMENSION, HEAD_SPACE } from "./features.ts";
import type { Head } from "./head.ts";
import { createHead } from "./head.ts";
import type { Cohort } from "./waiting-places.ts";

const HEADER_NUMBERS = 7;
const PRODUCTS = packedLength(HEAD_DIMENSION);
const SUMS = HEADER_NUMBERS + HEAD_DIMENSION + PRODUCTS;
const PLACES_NUMBERS = 3 + DELAY_LEVELS;
const COHORT_HEADER = 4;
const COHORT_NUMBERS = COHORT_HEADER + PRODUCTS;

/**
 * As bytes, for storage, float64: space, version and forgetting, the sums, Σrx and Σxxᵀ; then what waits:
 * window, settled, first rewards by age, and of each cohort from, latest, shown, waiting and Σxxᵀ.
 */
export function exportHead({ statistics, places, version, halfLifeMs, tick }: Head): Uint8Array {
  const { n, sum, squares, responses, products } = statistics;
  const { windowMs, settledUntil, settled, firstRewards, cohorts } = places;
  const numbers = new Float64Array(SUMS + PLACES_NUMBERS + cohorts.length * COHORT_NUMBERS);
  let at = 0;
  const write = (values: ArrayLike<number>): void => {
    numbers.set(values, at);
    at += values.length;
  };
  write([HEAD_SPACE, version, halfLifeMs ?? 0, tick, n, sum, squares]);
  write(responses);
  write(products);
  write([windowMs ?? 0, settledUntil, settled, ...firstRewards]);
  for (const cohort of cohorts) {
    write([cohort.from, cohort.latest, cohort.shown, cohort.waiting]);
    write(cohort.products);
  }
  return new Uint8Array(numbers.buffer);
}

/** What `exportHead` wrote; a new head when that was in another feature space. */
export function restoreHead(bytes: Uint8Array): Head {
  const head = createHead();
  const count = bytes.byteLength / Float64Array.BYTES_PER_ELEMENT;
  if ((count - SUMS - PLACES_NUMBERS) % COHORT_NUMBERS !== 0) return head;
  const numbers = new Float64Array(bytes.slice().buffer);
  if (numbers[0] !== HEAD_SPACE) return head;
  let at = 0;
  const read = (length: number): Float64Array => numbers.subarray(at, (at += length));
  const [, version = 0, halfLifeMs, tick = 0, n = 0, sum = 0, squares = 0] = read(HEADER_NUMBERS);
  head.version = version;
  head.halfLifeMs = halfLifeMs || null;
  head.tick = tick;
  Object.assign(head.statistics, { n, sum, squares });
  head.statistics.responses.set(read(HEAD_DIMENSION));
  head.statistics.products.set(read(PRODUCTS));
  const { places } = head;
  places.settled = n;
  const [windowMs, settledUntil = 0, settled = 0, ...firstRewards] = read(PLACES_NUMBERS);
  Object.assign(places, { windowMs: windowMs || null, settledUntil, settled, firstRewards });
  const cohorts = (count - at) / COHORT_NUMBERS;
  for (let n = 0; n < cohorts; n++) {
    const [from = 0, latest = 0, shown = 0, waiting = 0] = read(COHORT_HEADER);
    const cohort: Cohort = { from, latest, shown, waiting, products: read(PRODUCTS).slice() };
    places.cohorts.push(cohort);
  }
  return head;
}

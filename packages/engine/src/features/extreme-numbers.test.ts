import { describe, expect, it } from "vitest";
import { allocateSpace } from "./allocate.ts";
import { countObservation, createCensus, exportCensus, restoreCensus } from "./census.ts";
import { compileSpace, encode } from "./encode.ts";

/** A census of 199 baskets from 0 to 198 and one of `extreme`, as it comes back from storage. */
const censusWith = (extreme: number) => {
  const census = createCensus();
  for (let basket = 0; basket < 199; basket++) {
    countObservation(census, { c: [], n: [["basket", basket]] });
  }
  countObservation(census, { c: [], n: [["basket", extreme]] });
  return restoreCensus(JSON.parse(JSON.stringify(exportCensus(census))));
};

describe("one extreme number among many", () => {
  it.each([1e200, -1e308, 1e9])("(%s) leaves the feature what it was", (extreme) => {
    const encoder = compileSpace(allocateSpace(censusWith(extreme), 160, 1));
    const number = encoder.numbers.get("basket");
    expect(number?.scale).toBeGreaterThan(20);
    expect(number?.scale).toBeLessThan(200);
    const valueOf = (basket: number): number => {
      const { indices, values } = encode(encoder, { c: [], n: [["basket", basket]] });
      return values[indices.indexOf(number?.value ?? -1)] ?? 0;
    };
    expect(valueOf(180) - valueOf(20)).toBeGreaterThan(1);
  });
});

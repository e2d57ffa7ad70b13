import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocateSpace } from "./allocate.ts";
import { countObservation, createCensus } from "./census.ts";
import { compileSpace, encode } from "./encode.ts";
import type { Observation } from "./observation.ts";
import { observe } from "./observe.ts";
import type { FeatureSpace } from "./space.ts";

function observation(state: object): Observation {
  const observed = observe(state);
  if (!observed.ok) throw new Error(observed.error.message);
  return observed.value;
}

function spaceOf(states: readonly object[], dimension = 160): FeatureSpace {
  const census = createCensus();
  for (const state of states) countObservation(census, observation(state));
  return allocateSpace(census, dimension, 1);
}

const visits = Array.from({ length: 200 }, (_, i) => ({
  device: i % 3 === 0 ? "mobile" : "desktop",
  value: i,
  returning: i % 2,
  ...(i % 4 === 0 ? { coupon: i * 2 } : {}),
}));

describe("a feature space", () => {
  it("gives a two-valued number one dimension and a continuous one a thermometer", () => {
    const { numbers } = spaceOf(visits);
    const cuts = Object.fromEntries(numbers.map((number) => [number.path, number.cuts.length]));
    expect(cuts["returning"]).toBe(0);
    expect(cuts["value"]).toBe(15);
  });

  it("says of a number that is sometimes missing whether it is known", () => {
    const { numbers } = spaceOf(visits);
    const presence = Object.fromEntries(numbers.map((number) => [number.path, number.presence]));
    expect(presence["coupon"]).toBeTypeOf("number");
    expect(presence["value"]).toBeNull();
  });

  it("allots coarse to fine when dimensions run out, and keeps within them", () => {
    const space = spaceOf(visits, 24);
    expect(space.dimension).toBeLessThanOrEqual(24);
    const value = space.numbers.find((number) => number.path === "value");
    expect(value?.value).toBeTypeOf("number");
    expect(value?.cuts.some((cut) => Math.abs(cut.above - 100) <= 2)).toBe(true);
  });

  it("is the same for the same observations and survives JSON", () => {
    const space = spaceOf(visits);
    expect(JSON.parse(JSON.stringify(space))).toEqual(space);
    expect(spaceOf(visits)).toEqual(space);
  });
});

describe("encode", () => {
  const encoder = compileSpace(spaceOf(visits));

  it("turns on one cut after another as a number grows", () => {
    const on = (value: number): number => encode(encoder, observation({ value })).indices.length;
    expect([0, 40, 90, 190].map(on)).toEqual([0, 40, 90, 190].map(on).sort((a, b) => a - b));
    expect(on(190) - on(0)).toBe(15);
  });

  it("gives ascending distinct dimensions within the space, whatever it is asked", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        ),
        (state) => {
          const observed = observe(state);
          if (!observed.ok) return;
          const { indices, values } = encode(encoder, observed.value);
          expect([...indices]).toEqual([...new Set(indices)].sort((a, b) => a - b));
          expect(Math.max(...indices)).toBeLessThan(encoder.space.dimension);
          expect(values.every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { powerOfTwo, widened, withRoom } from "./room.ts";

it("rounds up to a power of 2", () => {
  for (let exponent = 0; exponent < 32; exponent++) {
    const power = 2 ** exponent;
    expect(powerOfTwo(power)).toBe(power);
    if (exponent > 0) expect(powerOfTwo(power + 1)).toBe(2 * power);
  }
  expect(powerOfTwo(0)).toBe(1);
});

it("makes room of the same kind, with what was there at its place and 0 behind it", () => {
  const arrays = fc.oneof(fc.uint16Array(), fc.float64Array({ noNaN: true }));
  fc.assert(
    fc.property(arrays, fc.nat(2_000), (array, index) => {
      const wider = withRoom(array, index);
      expect(wider.constructor).toBe(array.constructor);
      expect(wider.length).toBeGreaterThan(index);
      expect([...wider.subarray(0, array.length)]).toEqual([...array]);
      expect(wider.subarray(array.length).every((value) => value === 0)).toBe(true);
      if (index < array.length) expect(wider).toBe(array);
    }),
  );
  expect([...widened(new Uint8Array([1, 2]), 3)]).toEqual([1, 2, 0]);
});

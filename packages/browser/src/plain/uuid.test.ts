import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createUuidv7 } from "./uuid.ts";

const bytes = (value: number) => (length: number) => new Uint8Array(length).fill(value);

describe("createUuidv7", () => {
  it("lays out time, version and variant as RFC 9562 says", () => {
    // The time of the example in RFC 9562, appendix A.6.
    const id = createUuidv7(() => 0x017f22e279b0, bytes(0xff))();
    expect(id).toBe("017f22e2-79b0-7fff-8fff-ffffffffffff");
  });

  it("increases strictly, whatever the clock does", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2, maxLength: 50 }),
        fc.integer({ min: 0, max: 255 }),
        (times, byte) => {
          const clock = times.values();
          const next = createUuidv7(() => clock.next().value ?? 0, bytes(byte));
          const ids = times.map(next);
          expect([...ids].sort()).toEqual(ids);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });

  it("goes on into the next millisecond within one, and comes back to the clock", () => {
    let ms = 1000;
    const next = createUuidv7(() => ms, bytes(0));
    const times = () => Number.parseInt(next().replace("-", "").slice(0, 12), 16);
    expect([times(), times(), times()]).toEqual([1000, 1001, 1002]);
    ms = 2000;
    expect(times()).toBe(2000);
  });
});

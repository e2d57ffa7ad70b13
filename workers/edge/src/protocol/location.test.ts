import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allLocations, type Epoch, locationsOf, makeQueryId } from "./location.ts";

/** A case that has grown (or shrunk) any number of times. */
const epochs = fc
  .tuple(fc.nat(40), fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 6 }))
  .map(([first, sizes]): Epoch[] =>
    sizes.map((shards, i) => ({ epoch: first + i, shards, openedAt: i })),
  );

describe("locationsOf", () => {
  it("finds an id of our own making again, however often the case has grown since", () => {
    fc.assert(
      fc.property(epochs, fc.nat(5), fc.option(fc.string({ minLength: 1 })), (all, cut, seed) => {
        const then = all.slice(0, 1 + (cut % all.length));
        const id = makeQueryId(then, seed ?? undefined);
        const [home] = locationsOf(id, then);
        expect(home?.epoch).toBe(then.at(-1)?.epoch);
        expect(locationsOf(id, all)).toContainEqual(home);
      }),
    );
  });

  it("looks for any other id in every epoch, the newest first", () => {
    fc.assert(
      fc.property(epochs, fc.string(), (all, id) => {
        const found = locationsOf(id, all.toReversed());
        expect(found.map(({ epoch }) => epoch)).toEqual(all.map(({ epoch }) => epoch).toReversed());
        for (const { epoch, shard } of found) {
          expect(shard).toBeLessThan(all.find((each) => each.epoch === epoch)?.shards ?? 0);
        }
      }),
    );
  });

  it("goes straight to the place that an id names", () => {
    const two = [
      { epoch: 0, shards: 64, openedAt: 0 },
      { epoch: 1, shards: 64, openedAt: 0 },
    ];
    expect(locationsOf(makeQueryId(two), two)).toHaveLength(1);
    expect(locationsOf("nm1.1r.0.x", two)).toEqual([{ epoch: 1, shard: 63 }]);
  });

  it("looks where an id says that an older epoch decided it, but lets the newest decide a forged one", () => {
    const two = [
      { epoch: 0, shards: 64, openedAt: 0 },
      { epoch: 1, shards: 1, openedAt: 0 },
    ];
    const [first, ...others] = locationsOf("nm0.1r.0.x", two);
    expect(first).toEqual({ epoch: 1, shard: 0 });
    expect(others).toContainEqual({ epoch: 0, shard: 63 });
  });

  it("does not follow an id to a place that does not exist", () => {
    const one = [{ epoch: 0, shards: 2, openedAt: 0 }];
    for (const id of ["nm9.0.0.x", "nm0.2.0.x", "nm0.0.1.x", "nm0.0.x", "nm-x"]) {
      expect(
        locationsOf(id, one).map(({ epoch }) => epoch),
        id,
      ).toEqual([0]);
      expect(locationsOf(id, one)[0]?.shard, id).toBeLessThan(2);
    }
  });

  it("spreads ids over the shards", () => {
    const one = [{ epoch: 0, shards: 4, openedAt: 0 }];
    const used = Array.from({ length: 400 }, (_, i) => locationsOf(`q${i}`, one)[0]?.shard ?? -1);
    for (const shard of [0, 1, 2, 3]) {
      expect(used.filter((each) => each === shard).length).toBeGreaterThan(50);
    }
  });
});

describe("makeQueryId", () => {
  it("repeats itself for the same seed, whatever the case has become", () => {
    fc.assert(
      fc.property(epochs, epochs, fc.string({ minLength: 1 }), (then, now, seed) => {
        expect(makeQueryId(now, seed)).toBe(makeQueryId(then, seed));
      }),
    );
  });

  it("differs for another seed, and always without one", () => {
    const one = [{ epoch: 0, shards: 1, openedAt: 0 }];
    expect(makeQueryId(one, "a")).not.toBe(makeQueryId(one, "b"));
    expect(makeQueryId(one)).not.toBe(makeQueryId(one));
  });
});

describe("allLocations", () => {
  it("lists every shard of every epoch once", () => {
    fc.assert(
      fc.property(epochs, (all) => {
        const found = new Set(allLocations(all).map(({ epoch, shard }) => `${epoch}.${shard}`));
        expect(found.size).toBe(allLocations(all).length);
        expect(found.size).toBe(all.reduce((sum, { shards }) => sum + shards, 0));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accountName,
  caseModelName,
  catalogName,
  customerShardName,
  parseCaseModelName,
  parseCatalogName,
  parseShardLabel,
  parseShardName,
  shardName,
} from "./names.ts";

const account = fc.stringMatching(/^[a-z0-9-]{1,32}$/);
const caseId = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const location = fc.record({ epoch: fc.nat(9999), shard: fc.nat(63) });

describe("names of objects", () => {
  it("say back what they were made of, so that two owners never share one", () => {
    fc.assert(
      fc.property(account, caseId, location, (owner, name, place) => {
        const shard = parseShardName(shardName(owner, name, place));
        expect(shard).toMatchObject({ account: owner, caseId: name, epoch: place.epoch });
        expect(parseShardLabel(shard.label)).toEqual(place);
        expect(parseCaseModelName(caseModelName(owner, name))).toEqual({
          account: owner,
          caseId: name,
        });
        expect(parseCatalogName(catalogName(owner, name, place.shard))).toEqual({
          account: owner,
          caseId: name,
          replica: place.shard,
        });
        expect(customerShardName(owner, place.shard).split(":")).toEqual([
          owner,
          String(place.shard),
        ]);
      }),
    );
  });

  it("are never made of a part that could reach into another's", () => {
    const bad = fc.string({ unit: fc.constantFrom("a", ":", ".", "/", "A", "_", " ", "\0") });
    fc.assert(
      fc.property(bad, bad, location, (owner, name, place) => {
        const isAccount = /^[a-z0-9-]{1,32}$/.test(owner);
        const isCase = /^[A-Za-z0-9_-]{1,64}$/.test(name);
        if (!isAccount) {
          expect(() => accountName(owner)).toThrow();
          expect(() => customerShardName(owner, place.shard)).toThrow();
        }
        if (isAccount && isCase) return;
        expect(() => caseModelName(owner, name)).toThrow();
        expect(() => shardName(owner, name, place)).toThrow();
      }),
    );
  });
});

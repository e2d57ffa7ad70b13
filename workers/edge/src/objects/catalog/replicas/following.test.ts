import { createHead } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { Following } from "./following.ts";
import { type Met, NOTHING_TAKEN } from "../../../protocol/catalog/replicas.ts";
import { SharedVisits } from "../learning/shared-visits.ts";

const MET: Met = {
  state: "met",
  heard: 0,
  visits: [],
  upTo: 0,
  isMore: false,
  head: null,
};

/** A replica whose storage can fail. */
const openReplica = (met: Met) => {
  const pace = { metAt: 0, isUsed: false };
  let sql = fakeSqlStorage();
  let isBroken = false;
  let following = open();
  const reopen = (): void => {
    following.close();
    following = open();
  };
  function open(): Following {
    return new Following({
      replica: 1,
      sql,
      first: () => ({
        meet: async () => met,
        feedFrom: async () => ({ place: NOTHING_TAKEN, pages: [], isEnd: true }),
        learnedFrom: async () => ({ pages: [], next: null, mark: { wake: "", revision: 0 } }),
        learnedSince: async () => ({ pages: [], taken: 0, head: new Uint8Array() }),
      }),
      visits: new SharedVisits(sql, 1),
      pace,
      generations: { takeStretch: () => [] },
      recommending: {
        changed: () => undefined,
        replaced: () => undefined,
        learner: {
          head: createHead(),
          share: () => undefined,
          save: () => undefined,
          repeat: () => undefined,
          takeCopy: () => undefined,
          replaceHead: () => undefined,
        },
      },
      wholly: (change) => {
        if (!isBroken) return change();
        reopen();
        throw new Error("a transaction failed");
      },
      leave: async () => {
        sql = fakeSqlStorage();
        reopen();
        return true;
      },
    });
  }
  return {
    following: () => following,
    breakStorage: () => {
      isBroken = true;
    },
  };
};

describe("when a replica meets the first again", () => {
  const NOW = 1_000_000;

  it("is after ten seconds while it is used, after an hour when it is not", async () => {
    const { following } = openReplica(MET);
    expect(following().dueAt).toBeNull();
    await following().run(NOW);
    expect(following().isReady).toBe(true);
    expect(following().dueAt).toBe(NOW + 3_600_000);
    following().use();
    expect(following().dueAt).toBe(NOW + 10_000);
  });

  it("is after ten seconds for one that was sent away and is asked all the same", async () => {
    const { following } = openReplica({ state: "unwanted" });
    await following().run(NOW);
    expect(following().dueAt).toBeNull();
    following().use();
    expect(following().dueAt).toBe(NOW + 10_000);
  });

  it("is after ten seconds for one whose storage fails, also when nobody asks it", async () => {
    const { following, breakStorage } = openReplica(MET);
    await following().run(NOW);
    breakStorage();
    await expect(following().run(NOW + 1)).rejects.toThrow("a transaction failed");
    expect(following().dueAt).toBe(NOW + 1 + 10_000);
  });
});

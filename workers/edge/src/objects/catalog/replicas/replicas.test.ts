import { describe, expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { type FeedPlace, NOTHING_TAKEN } from "../../../protocol/catalog/replicas.ts";
import { Replicas } from "./replicas.ts";
import { SharedVisits } from "../learning/shared-visits.ts";

const openReplicas = (generation: number, revision: number) => {
  const sql = fakeSqlStorage();
  return new Replicas({
    sql,
    visits: new SharedVisits(sql, 0),
    generations: { generation, revision, isFollowed: false },
    learner: { share: () => undefined, repeat: () => undefined, headUnlike: () => null },
  });
};

describe("how a replica stands", () => {
  it.each<[what: string, change: Partial<FeedPlace>, isCurrent: boolean]>([
    ["has all", {}, true],
    ["is in the middle of a generation", { page: 16 }, false],
    ["has not heard of an update", { revision: 6 }, false],
    ["has the generation before", { generation: 1 }, false],
    ["has nothing", NOTHING_TAKEN, false],
  ])("is that it is current only when it has all: it %s", (_, change, isCurrent) => {
    const replicas = openReplicas(2, 7);
    const feed = { generation: 2, page: null, revision: 7, changedPage: -1, ...change };
    const told = { visits: [], taken: null, headVersion: 0, isReady: true };
    replicas.meet({ replica: 1, incarnation: "one", ...told, feed }, 2, 0);
    expect(replicas.standing).toEqual([{ replica: 1, answers: true, is_current: isCurrent }]);
    expect(replicas.areBehind).toBe(!isCurrent);
  });
});

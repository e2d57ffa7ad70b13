import type { ItemCounts } from "@nextmove/engine";
import { createHead } from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { CountLog } from "./count-log.ts";
import { type First, Following } from "./following.ts";
import { type FeedPlace, type Meeting, type Met, NOTHING_TAKEN } from "./protocol.ts";
import { Replicas } from "./replicas.ts";

const REPLICAS = 3;
const NOWHERE: FeedPlace = { ...NOTHING_TAKEN };

type Counts = Map<string, number>;

const addTo = (counts: Counts, { counts: more }: ItemCounts): void => {
  for (const [item, count] of more) counts.set(item, (counts.get(item) ?? 0) + count);
};

/** What a Catalog counts, and of that what is stored: the rest goes in a crash. */
class Counting {
  readonly sql = fakeSqlStorage();
  counts: CountLog;
  memory: Counts = new Map();
  stored: Counts = new Map();
  tally: string[] = [];
  isShared = false;
  readonly #own: number;

  constructor(own: number) {
    this.#own = own;
    this.counts = new CountLog(this.sql, own);
  }

  record(item: string): void {
    addTo(this.memory, { at: 0, counts: [[item, 1]] });
    this.tally.push(item);
  }

  crash(): void {
    this.counts = new CountLog(this.sql, this.#own);
    this.memory = new Map(this.stored);
    for (const counts of this.counts.untaken()) addTo(this.memory, counts);
    this.tally = [];
  }

  save(): void {
    this.stored = new Map(this.memory);
    const counts = this.tally.map((item) => [item, 1] as const);
    if (this.isShared) this.counts.save(counts.length > 0 ? [{ at: 0, counts }] : []);
    this.tally = [];
  }

  get learner() {
    return {
      head: createHead(),
      headUnlike: () => null,
      replaceHead: () => undefined,
      share: (isShared: boolean) => {
        this.isShared = isShared;
      },
      save: () => this.save(),
      addCounts: (all: readonly ItemCounts[]) => {
        for (const counts of all) addTo(this.memory, counts);
      },
    };
  }
}

/** A case with its Catalogs, as far as they count. */
const openCase = () => {
  const first = new Counting(0);
  const feeds = { generation: 0, revision: 0, follow: () => undefined };
  const openFirst = () =>
    new Replicas({ sql: first.sql, counts: first.counts, feeds, learner: first.learner });
  let register = openFirst();
  /** What befalls the next messages. */
  const fates: ("twice" | "unanswered" | "arrives")[] = [];
  const meet = (meeting: Meeting): Met => register.meet(structuredClone(meeting), REPLICAS + 1, 0);
  const stub: First = {
    meet: async (meeting) => {
      const fate = fates.shift();
      if (fate === "twice") meet(meeting);
      const met = meet(meeting);
      if (fate === "unanswered") throw new Error("the answer was lost");
      return structuredClone(met);
    },
    feedFrom: async () => ({ place: NOWHERE, pages: [], isEnd: true }),
    learnedFrom: async () => ({ pages: [], next: null, mark: { wake: "", revision: 0 } }),
    learnedSince: async () => {
      first.save();
      return { pages: [], taken: first.counts.taken, head: new Uint8Array() };
    },
  };
  const replicas = Array.from({ length: REPLICAS }, (_, n) => {
    const counting = new Counting(n + 1);
    const open = () =>
      new Following({
        replica: n + 1,
        sql: counting.sql,
        first: () => stub,
        counts: counting.counts,
        feeds: { takeStretch: () => [] },
        recommending: {
          changed: () => undefined,
          replaced: () => undefined,
          learner: {
            ...counting.learner,
            // What the pages would bring.
            takeCopy: () => {
              counting.memory = new Map(first.stored);
              counting.stored = new Map(first.stored);
            },
          },
        },
        wholly: (change) => change(),
        leave: () => Promise.reject(new Error("a replica was sent away")),
      });
    let following = open();
    return {
      counting,
      follow: () => following.run(0),
      isReady: () => following.isReady,
      crash: () => {
        following.close();
        counting.crash();
        following = open();
      },
    };
  });
  const all = [{ counting: first, follow: () => Promise.resolve() }, ...replicas];
  return {
    fates,
    first,
    replicas,
    all,
    crash: (n: number): void => {
      if (n > 0) {
        replicas[n - 1]?.crash();
        return;
      }
      first.crash();
      register = openFirst();
    },
    settle: async (): Promise<void> => {
      fates.length = 0;
      for (let round = 0; round < 2; round++) {
        first.save();
        for (const { follow } of replicas) await follow();
      }
    },
  };
};

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("a", "b", "c", "d") },
  { weight: 2, arbitrary: fc.constant("save" as const) },
  { weight: 3, arbitrary: fc.constantFrom("meet", "meet twice", "lose the answer") },
  { weight: 3, arbitrary: fc.constant("crash" as const) },
);

describe("what several Catalogs count", () => {
  it("is known to all of them, each thing once, whatever is told twice, lost or forgotten", async () => {
    const steps = fc.array(fc.tuple(fc.nat(REPLICAS), step), { maxLength: 60, size: "max" });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const test = openCase();
        const expected: Counts = new Map();
        /** By Catalog what a crash would take away. */
        const unsaved = test.all.map((): string[] => []);
        const keep = (n: number): void => {
          const items = unsaved[n]?.splice(0) ?? [];
          addTo(expected, { at: 0, counts: items.map((item) => [item, 1] as const) });
        };
        for (const [n, what] of all) {
          const catalog = test.all[n];
          // One that has nothing yet counts nothing.
          if (!catalog || (n > 0 && !test.replicas[n - 1]?.isReady() && !what.includes("meet"))) {
            continue;
          }
          if (what === "save") {
            catalog.counting.save();
            keep(n);
          } else if (what === "crash") {
            test.crash(n);
            unsaved[n]?.splice(0);
          } else if (what.length > 1) {
            if (what === "meet twice") test.fates.push("twice");
            if (what === "lose the answer") test.fates.push("unanswered");
            // What is told was stored before; a copy is of what the first has stored.
            await catalog.follow().catch(() => undefined);
            if (n > 0) {
              keep(n);
              if (test.first.tally.length === 0) keep(0);
            }
          } else {
            catalog.counting.record(what);
            unsaved[n]?.push(what);
          }
        }
        for (const n of test.all.keys()) keep(n);
        await test.settle();
        for (const { counting } of test.all) {
          expect(Object.fromEntries(counting.memory)).toEqual(Object.fromEntries(expected));
        }
        // Once all have said so, nothing is kept but the number of the last.
        await test.settle();
        expect(test.first.counts.firstSeq).toBe(test.first.counts.lastSeq);
      }),
      { numRuns: 150 },
    );
  });
});

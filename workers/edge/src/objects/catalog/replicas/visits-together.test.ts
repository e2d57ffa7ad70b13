import type { EventStretch } from "@nextmove/engine";
import { createHead } from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { SharedVisits } from "../learning/shared-visits.ts";
import { type First, Following } from "./following.ts";
import {
  type FeedPlace,
  type Meeting,
  type Met,
  NOTHING_TAKEN,
} from "../../../protocol/catalog/replicas.ts";
import { Replicas } from "./replicas.ts";

const REPLICAS = 3;
const NOWHERE: FeedPlace = { ...NOTHING_TAKEN };

type Counts = Map<string, number>;

/** Visitors who look at these. */
const stretchOf = (items: string[]): EventStretch => ({
  at: 0,
  items,
  events: items.map((_, place) => [0, place, 0, 0]),
});

const addTo = (counts: Counts, { items }: EventStretch): void => {
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
};

/** What a Catalog knows, and of that what is stored: the rest goes in a crash. */
class Knowing {
  sql = fakeSqlStorage();
  visits: SharedVisits;
  memory: Counts = new Map();
  stored: Counts = new Map();
  outbox: string[] = [];
  isShared = false;
  /** Since it was stored last. */
  isChanged = false;
  readonly #own: number;

  constructor(own: number) {
    this.#own = own;
    this.visits = new SharedVisits(this.sql, own);
  }

  record(item: string): void {
    addTo(this.memory, stretchOf([item]));
    this.isChanged = true;
    if (this.isShared) this.outbox.push(item);
  }

  forgetAll(): void {
    this.sql = fakeSqlStorage();
    this.stored = new Map();
    this.isShared = false;
    this.crash();
  }

  crash(): void {
    this.visits = new SharedVisits(this.sql, this.#own);
    this.memory = new Map(this.stored);
    for (const visits of this.visits.untaken()) addTo(this.memory, visits);
    this.outbox = [];
    this.isChanged = false;
  }

  save(): void {
    this.stored = new Map(this.memory);
    this.visits.save(this.outbox.length > 0 ? [stretchOf(this.outbox)] : []);
    this.outbox = [];
    this.isChanged = false;
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
      repeat: (all: readonly EventStretch[]) => {
        for (const visits of all) addTo(this.memory, visits);
      },
    };
  }
}

/** A case with its Catalogs, as far as they tell each other what visitors did. */
const openCase = () => {
  const first = new Knowing(0);
  const generations = { generation: 0, revision: 0, isFollowed: false };
  const openFirst = () =>
    new Replicas({ sql: first.sql, visits: first.visits, generations, learner: first.learner });
  let register = openFirst();
  /** What befalls the next messages. */
  const fates: ("twice" | "unanswered" | "arrives")[] = [];
  let wanted = REPLICAS + 1;
  const meet = (meeting: Meeting): Met => register.meet(structuredClone(meeting), wanted, 0);
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
      return { pages: [], taken: first.visits.taken, head: new Uint8Array() };
    },
  };
  const replicas = Array.from({ length: REPLICAS }, (_, n) => {
    const knowing = new Knowing(n + 1);
    const open = () =>
      new Following({
        replica: n + 1,
        sql: knowing.sql,
        first: () => stub,
        visits: knowing.visits,
        pace: { metAt: 0, isUsed: false },
        generations: { takeStretch: () => [] },
        recommending: {
          changed: () => undefined,
          replaced: () => undefined,
          learner: {
            ...knowing.learner,
            // What the pages would bring.
            takeCopy: () => {
              knowing.memory = new Map(first.stored);
              knowing.stored = new Map(first.stored);
            },
          },
        },
        wholly: (change) => change(),
        leave: async () => {
          knowing.forgetAll();
          following.close();
          following = open();
          return true;
        },
      });
    let following = open();
    return {
      knowing,
      follow: () => following.run(0),
      isReady: () => following.isReady,
      crash: () => {
        following.close();
        knowing.crash();
        following = open();
      },
    };
  });
  const all = [{ knowing: first, follow: () => Promise.resolve() }, ...replicas];
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
    want: (count: number): void => {
      wanted = count;
    },
    settle: async (): Promise<void> => {
      fates.length = 0;
      wanted = REPLICAS + 1;
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
  { weight: 2, arbitrary: fc.constantFrom("all are wanted", "few are wanted") },
);

describe("what several Catalogs record", () => {
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
          addTo(expected, stretchOf(items));
        };
        for (const [n, what] of all) {
          const catalog = test.all[n];
          // One that has nothing yet records nothing.
          if (!catalog || (n > 0 && !test.replicas[n - 1]?.isReady() && !what.includes("meet"))) {
            continue;
          }
          if (what.endsWith("wanted")) {
            test.want(what.startsWith("all") ? REPLICAS + 1 : n);
          } else if (what === "save") {
            catalog.knowing.save();
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
              if (!test.first.isChanged) keep(0);
            }
          } else {
            catalog.knowing.record(what);
            unsaved[n]?.push(what);
          }
        }
        for (const n of test.all.keys()) keep(n);
        await test.settle();
        for (const { knowing } of test.all) {
          expect(Object.fromEntries(knowing.memory)).toEqual(Object.fromEntries(expected));
        }
        // Once all have said so, nothing is kept but the number of the last.
        await test.settle();
        expect(test.first.visits.firstSeq).toBe(test.first.visits.lastSeq);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

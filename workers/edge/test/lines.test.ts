import { runInDurableObject } from "cloudflare:test";
import { caseSettings } from "@nextmove/contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openCase, type Sums, sumsOf, type TestCase } from "./case-objects.ts";
import {
  ACTIONS,
  call,
  decision,
  MINUTE_MS,
  reward,
  selection,
  START,
  valueOf,
} from "./examples.ts";

/** Versions that learn, as many as a case may have. */
const MOST_FORKS = 5;

/** Which of what there is so far (queries, lines): taken modulo their number. */
const pick = fc.nat(99);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("decide" as const), line: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("select" as const),
      query: pick,
      action: fc.constantFrom(...ACTIONS),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("reward" as const), query: pick, value: fc.nat(9) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("sync" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("fork" as const),
      line: pick,
      learns: fc.constantFrom("all" as const, "own" as const),
      share: fc.constantFrom(0, 0.5, 1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("activate" as const), line: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rebuild" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Query {
  by: string;
  shown: string;
  reward: number;
}

/** What a line should hold, kept by the plainest means: a list of queries with their shares. */
interface Line {
  id: string;
  /** Shares of the queries that were learned when it began. */
  past: readonly number[];
  source: string;
}

const shareOf = ({ past, source }: Line, { by }: Query, index: number): number =>
  past[index] ?? (source === "all" || source === by ? 1 : 0);

/** Plays steps against a case and against the list beside it. */
class Play {
  readonly test: TestCase = openCase();
  readonly queries: Query[] = [];
  readonly lines: Line[] = [{ id: "live", past: [], source: "all" }];
  #learned = 0;
  #rebuilds = 0;

  async step(next: Step): Promise<void> {
    const { test, queries } = this;
    switch (next.do) {
      case "decide": {
        const { id } = this.#line(next.line);
        const item = decision(`q${queries.length}`, { model: id });
        const [outcome] = await test.shard.decide(call(START), [item]);
        const [shown = ""] = outcome ? valueOf(outcome).actions : [];
        // On a busy machine a version may come too late: then live has decided.
        const hasDecided = (await test.shard.find(`q${queries.length}`))?.mode !== "fallback";
        queries.push({ by: hasDecided ? id : "live", shown, reward: 0 });
        return;
      }
      case "select": {
        const index = this.#query(next.query);
        if (index === undefined) return;
        const item = selection(`q${index}`, next.action);
        for (const each of await test.shard.select(call(START + 1), [item])) valueOf(each);
        const query = queries[index];
        if (query) query.shown = next.action;
        return;
      }
      case "reward": {
        const index = this.#query(next.query);
        if (index !== undefined) await this.reward(index, next.value);
        return;
      }
      case "sync":
        return this.sync();
      case "fork": {
        const { id, ...from } = this.#line(next.line);
        if (this.lines.length > MOST_FORKS) return;
        const wanted = {
          name: "line",
          learns: next.learns,
          warmStart: next.share,
          settings: { policy: "model" },
          isRollbackPoint: false,
        } as const;
        const made = valueOf(await test.model.createVersion(id, wanted, START));
        const past = this.#past({ id, ...from }).map((share) => share * next.share);
        const source = next.learns === "own" ? made.id : "all";
        this.lines.push({ id: made.id, past, source });
        return;
      }
      case "activate": {
        const line = this.#line(next.line);
        if (line.id === "live") return;
        const replacing = { policy: "model" } as const;
        const activation = { id: line.id, again: true, replacing, keep: [] };
        valueOf(await test.model.activate(activation, START));
        this.lines[0] = { id: "live", past: this.#past(line), source: "all" };
        return;
      }
      case "rebuild": {
        this.#rebuilds += 1;
        const settings = caseSettings.parse({ reward_window_days: 20 + this.#rebuilds });
        await test.model.configure(settings, 1);
        return test.model.runDue();
      }
      case "restart":
        await test.evictModel();
        return test.evictShard();
    }
  }

  async reward(index: number, value: number): Promise<void> {
    const item = reward(`q${index}`, value);
    for (const each of await this.test.shard.reward(call(START + MINUTE_MS), [item])) valueOf(each);
    const query = this.queries[index];
    if (query) query.reward += value;
  }

  async sync(): Promise<void> {
    await this.test.shard.status(START + MINUTE_MS);
    this.#learned = this.queries.length;
  }

  /** Decisions and rewards by action, as a line should have learned them. */
  expected(line: Line): Map<string, { n: number; sum: number }> {
    const sums = new Map(ACTIONS.map((action) => [action, { n: 0, sum: 0 }]));
    for (const [index, query] of this.queries.entries()) {
      const of = sums.get(query.shown);
      const share = shareOf(line, query, index);
      if (!of) throw new Error("unknown action");
      of.n += share;
      of.sum += share * query.reward;
    }
    return sums;
  }

  /** ... and as it has. */
  actual({ id }: Line): Promise<Map<string, Sums>> {
    if (id === "live") return this.test.sums();
    return runInDurableObject(this.test.rawModel, (_, { storage }) => {
      const rows = storage.sql
        .exec<{ action: string; bytes: ArrayBuffer }>(
          "SELECT action, bytes FROM version_sums WHERE id = ?",
          id,
        )
        .toArray();
      return new Map(rows.map(({ action, bytes }) => [action, sumsOf(bytes)]));
    });
  }

  /** Live, or one of the latest lines, so that forks have forks. */
  #line(at: number): Line {
    const line = at % 3 === 0 ? this.lines[0] : (this.lines.slice(-2)[at % 2] ?? this.lines[0]);
    if (!line) throw new Error("there is always live");
    return line;
  }

  #query(at: number): number | undefined {
    return this.queries.length === 0 ? undefined : at % this.queries.length;
  }

  #past(line: Line): number[] {
    return this.queries.slice(0, this.#learned).map((query, at) => shareOf(line, query, at));
  }
}

it("gives every line each decision that it holds once, with all it brought, whatever is forked, activated, rebuilt or restarted in between", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
      const play = new Play();
      for (const next of steps) await play.step(next);
      // What nothing was paid for yet is still expected to bring something: now all is known.
      for (const index of play.queries.keys()) await play.reward(index, 1);
      await play.sync();
      for (const line of play.lines) {
        const actual = await play.actual(line);
        for (const [action, { n, sum }] of play.expected(line)) {
          const held = actual.get(action) ?? { n: 0, sum: 0 };
          expect(held.n, `decisions for ${action} of ${line.id}`).toBeCloseTo(n, 6);
          expect(held.sum, `rewards of ${action} of ${line.id}`).toBeCloseTo(sum, 6);
        }
      }
    }),
    { numRuns: 12 },
  );
});

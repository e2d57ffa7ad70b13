import { createReplica } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import {
  call,
  DAY_MS,
  decision,
  reward as rewardItem,
  selection,
  START,
  valueOf,
  young,
} from "../../../test/examples.ts";
import { decide } from "./verbs/decide.ts";
import { foldEpisode } from "../../decision-log/episode.ts";
import type { NewEvent, ShardEvent } from "../../decision-log/events.ts";
import { exportPage, PAGE_EVENTS } from "./export-page.ts";
import type { ExportedDecision } from "../../protocol/decision-shard/export.ts";
import { reward } from "./verbs/reward.ts";
import { select } from "./verbs/select.ts";

const replica = createReplica(16);
const SETTINGS = { reward_window_days: 1, activation: "deferred" };
const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** A log in memory, as the shard's own answers. */
class Log {
  readonly events: ShardEvent[] = [];

  get lastSeq(): number {
    return this.events.length;
  }

  after(seq: number, limit: number): ShardEvent[] {
    return this.events.slice(seq, seq + limit);
  }

  lastUntil(time: number): number {
    return this.events.filter(({ body }) => body.at <= time).length;
  }

  ofQuery(queryId: string): ShardEvent[] {
    return this.events.filter((event) => event.queryId === queryId);
  }

  add(event: NewEvent | undefined): void {
    if (event) this.events.push({ ...event, seq: this.events.length + 1 });
  }

  ofQueries(queryIds: readonly string[]): Map<string, ShardEvent[]> {
    return new Map(queryIds.map((queryId) => [queryId, this.ofQuery(queryId)]));
  }

  decide(queryId: string, now = START): void {
    const before = foldEpisode(this.ofQuery(queryId), now);
    this.add(decide(call(now, { settings: SETTINGS }), decision(queryId), replica, before));
  }

  select(queryId: string, action: string | undefined, now = START): void {
    const item = selection(queryId, action ?? "");
    const episode = foldEpisode(this.ofQuery(queryId));
    this.add(
      valueOf(select(call(now, { settings: SETTINGS }), item, episode, replica, young)).event,
    );
  }

  reward(queryId: string, value: number, now = START): void {
    const episode = foldEpisode(this.ofQuery(queryId));
    const item = rewardItem(queryId, value);
    this.add(valueOf(reward(call(now, { settings: SETTINGS }), item, episode, young)).event);
  }

  drawn(queryId: string): string | undefined {
    return foldEpisode(this.ofQuery(queryId)).decision?.body.order[0];
  }

  rows(): ExportedDecision[] {
    return exportPage(this, EVER, null).decisions;
  }
}

describe("a page of an export", () => {
  it("counts what came before its decision, and not what came too late", () => {
    const log = new Log();
    log.reward("q", 2);
    log.select("q", "b");
    log.decide("q");
    log.reward("q", 3);
    log.reward("q", 100, START + 2 * DAY_MS);
    expect(log.rows()).toMatchObject([{ action: "b", reward: 5 }]);
  });

  it("goes by the action shown last, and drops the propensity of what was not drawn", () => {
    const log = new Log();
    log.decide("q");
    const drawn = log.drawn("q");
    const other = drawn === "a" ? "b" : "a";
    log.select("q", drawn);
    expect(log.rows()).toMatchObject([{ action: drawn, evaluable: true }]);
    log.select("q", other);
    expect(log.rows()).toMatchObject([{ action: other, propensity: null, evaluable: false }]);
  });

  it("ends where the log ended when it began", () => {
    const log = new Log();
    for (let i = 0; i < PAGE_EVENTS + 10; i++) log.decide(`q-${i}`);
    const first = exportPage(log, EVER, null);
    expect(first.next).toEqual({ after: PAGE_EVENTS, upTo: PAGE_EVENTS + 10 });
    log.decide("later");
    const second = exportPage(log, EVER, first.next);
    expect(second).toMatchObject({ leftOut: { not_shown: 10 }, next: null });
  });

  it("holds the decisions of its span, with what followed them later", () => {
    const log = new Log();
    for (const [i, query] of ["before", "inside", "after"].entries()) log.decide(query, START + i);
    for (const query of ["before", "inside", "after"]) {
      log.select(query, log.drawn(query), START + 10);
      log.reward(query, 1, START + 10);
    }
    const page = exportPage(log, { from: START + 1, to: START + 2 }, null);
    expect(page.decisions).toMatchObject([{ queryId: "inside", at: START + 1, reward: 1 }]);
    expect(page.next).toBeNull();
  });

  it("says of each place of a list how it came about and what it brought, unclipped", () => {
    for (const mode of ["recommendation", "uniform", "apprentice", "holdout"] as const) {
      const log = new Log();
      log.decide("q");
      const [decided] = log.events.splice(0);
      if (decided?.kind !== "decision") throw new Error("nothing was decided");
      const probabilities = [0.5, 0.25, 1];
      const recommended = { kind: "session" as const, reasons: [] };
      log.add({ ...decided, body: { ...decided.body, mode, probabilities, recommended } });
      const { order } = decided.body;
      expect(exportPage(log, EVER, null)).toMatchObject({
        decisions: [],
        leftOut: { recommendation: 1 },
      });
      log.select("q", order[1]);
      log.reward("q", 1e6);
      const shown = { mode, evaluable: false };
      expect(log.rows()).toMatchObject([
        { ...shown, action: order[0], propensity: 0.5, position: 1, reward: 0 },
        { ...shown, action: order[1], propensity: 0.25, position: 2, reward: 1e6 },
        { ...shown, action: order[2], propensity: 1, position: 3, reward: 0 },
      ]);
    }
  });
});

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { TestCycleEvent } from "@nextmove/contract";
import { expect, it } from "vitest";
import type { Statement } from "../src/objects/ledger-shard/statement.ts";
import { testCycleShardName } from "../src/objects/names.ts";
import { COLUMNS } from "../src/objects/test-cycle-shard/event-row.ts";
import { OrderBook } from "../src/objects/test-cycle-shard/order-book.ts";
import { partitionOf } from "../src/objects/test-cycle-shard/partition.ts";
import { VisitLog } from "../src/objects/test-cycle-shard/visit-log.ts";

const AT = 1_800_000_000_000;

/** Runs with the SQL storage of a shard that no other test uses. */
const withSql = (account: string, work: (sql: SqlStorage) => void): Promise<void> =>
  runInDurableObject(
    env.TEST_CYCLE_SHARD.getByName(testCycleShardName(account, 0)),
    (_, { storage }) => work(storage.sql),
  );

it("takes orders in a table from before refunds were told from sales", () =>
  withSql("old-orders", (sql) => {
    sql.exec("DROP TABLE order_standing");
    sql.exec(
      `CREATE TABLE order_standing (visitor TEXT, order_id TEXT, counts INTEGER NOT NULL, amount REAL,
      currency TEXT, at INTEGER NOT NULL, revision INTEGER NOT NULL,
      PRIMARY KEY (visitor, order_id)) WITHOUT ROWID`,
    );
    sql.exec("INSERT INTO order_standing VALUES ('v', 'first', 1, 9, 'EUR', ?, 1)", AT);
    const first: Statement = {
      visitor: "v",
      order: "first",
      counts: true,
      amount: 9,
      returned: 0,
      currency: "EUR",
      at: AT,
      revision: 1,
    };
    const second = { ...first, order: "second", returned: 4 };
    new OrderBook(sql).hear([second]);
    // As the object does that wakes next.
    expect(new OrderBook(sql).of("v")).toEqual([first, second]);
  }));

it("takes events in a table from before it was known who reported them", () =>
  withSql("old-events", (sql) => {
    const event = (eventId: string): TestCycleEvent => ({
      type: "model_assigned",
      eventId,
      userTrackingId: "v",
      visitor: "v",
      at: AT,
      receivedAt: AT,
      modelId: "m",
    });
    const table = partitionOf(event("first"));
    sql.exec(
      `CREATE TABLE ${table} (${COLUMNS.slice(0, -1).join(", ")}, PRIMARY KEY (visitor, key)) WITHOUT ROWID`,
    );
    sql.exec(`CREATE UNIQUE INDEX ${table}_seq ON ${table} (seq)`);
    new VisitLog(sql).append([event("first")]);
    const log = new VisitLog(sql);
    log.append([event("second")]);
    expect(log.after(0, 9).map(({ event: { eventId } }) => eventId)).toEqual(["first", "second"]);
  }));

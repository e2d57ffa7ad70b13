import type { Statement } from "../../../protocol/test-cycle-shard/statement.ts";

interface OrderRow extends Record<string, SqlStorageValue> {
  visitor: string;
  order_id: string;
  counts: number;
  amount: number | null;
  returned: number;
  currency: string | null;
  at: number;
  revision: number;
}

const statementOf = ({ order_id, counts, ...row }: OrderRow): Statement => ({
  ...row,
  order: order_id,
  counts: counts === 1,
});

/** What the ledger said of the visitors' orders, the latest of each. */
export class OrderBook {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS order_standing (visitor TEXT, order_id TEXT, counts INTEGER NOT NULL,
        amount REAL, returned REAL NOT NULL, currency TEXT, at INTEGER NOT NULL, revision INTEGER NOT NULL,
        PRIMARY KEY (visitor, order_id)) WITHOUT ROWID`,
    );
  }

  /** Statements may come again, and in any order. */
  hear(statements: readonly Statement[]): void {
    for (const { visitor, order, counts, amount, returned, currency, at, revision } of statements) {
      this.#sql.exec(
        `INSERT INTO order_standing (visitor, order_id, counts, amount, returned, currency, at, revision)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (visitor, order_id)
          DO UPDATE SET counts = ?3, amount = ?4, returned = ?5, currency = ?6, at = ?7, revision = ?8
          -- A visitor who was known by two names is told of an order once by each: the one that counts stands.
          WHERE revision < ?8 OR (revision = ?8 AND counts < ?3)`,
        visitor,
        order,
        counts ? 1 : 0,
        amount,
        returned,
        currency,
        at,
        revision,
      );
    }
  }

  /** Of the visitors after one, in the order of their ids. */
  *after(visitor: string): Generator<Statement, void> {
    const rows = this.#sql.exec<OrderRow>(
      "SELECT * FROM order_standing WHERE visitor > ? ORDER BY visitor",
      visitor,
    );
    for (const row of rows) yield statementOf(row);
  }

  of(visitor: string): Statement[] {
    return this.#sql
      .exec<OrderRow>("SELECT * FROM order_standing WHERE visitor = ?", visitor)
      .toArray()
      .map(statementOf);
  }

  erase(visitor: string): void {
    this.#sql.exec("DELETE FROM order_standing WHERE visitor = ?", visitor);
  }

  /** A scan: orders are few beside events. */
  forgetBefore(at: number): void {
    this.#sql.exec("DELETE FROM order_standing WHERE at < ?", at);
  }
}

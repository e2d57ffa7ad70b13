import type { Delivery, StoredEnvelope } from "@nextmove/contract";
import { parseVisitor, printVisitor } from "./stored-visitor.ts";
import type { Visitor } from "./visitor.ts";

/** What one envelope brought, and what it changed in the sums of its case. */
interface Entry {
  envelope: StoredEnvelope;
  change: Delivery;
}

/** An entry and its place in the history of the shard. */
export interface Placed extends Entry {
  n: number;
  bytes: number;
}

/** Sums over the history; what came after `counted` is added when the object wakes. */
export interface Checkpoint {
  counted: number;
  /** Size of what is kept of the history. */
  bytes: number;
  delivery: Record<string, Delivery>;
}

const INITIAL: Checkpoint = { counted: 0, bytes: 0, delivery: {} };

interface HistoryRow extends Record<string, SqlStorageValue> {
  n: number;
  body: string;
  bytes: number;
}

const placedOf = ({ n, body, bytes }: HistoryRow): Placed => ({ n, bytes, ...JSON.parse(body) });

const COLUMNS = "n, body, octet_length(body) AS bytes";

/** The shard's tables: a row per consumer, and a row per envelope in order of arrival. */
export class CustomerStorage {
  readonly #sql: SqlStorage;
  #rowsWritten = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS visitor (consumer TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    );
    // No index: a consumer's row lists the numbers of their envelopes, and time runs with the numbers.
    sql.exec(
      "CREATE TABLE IF NOT EXISTS history (n INTEGER PRIMARY KEY, consumer TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec("CREATE TABLE IF NOT EXISTS checkpoint (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  }

  /** Rows written since the object woke: what an envelope costs. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  readVisitor(consumer: string): Visitor | undefined {
    const [row] = this.#sql
      .exec<{ body: string }>("SELECT body FROM visitor WHERE consumer = ?", consumer)
      .toArray();
    return row && parseVisitor(row.body);
  }

  writeVisitor(consumer: string, visitor: Visitor): void {
    this.#write(
      "INSERT INTO visitor (consumer, body) VALUES (?1, ?2) ON CONFLICT (consumer) DO UPDATE SET body = ?2",
      consumer,
      printVisitor(visitor),
    );
  }

  deleteVisitor(consumer: string): void {
    this.#write("DELETE FROM visitor WHERE consumer = ?", consumer);
  }

  /** Stores an entry; its size in bytes. */
  append(n: number, consumer: string, entry: Entry): number {
    const body = JSON.stringify(entry);
    this.#write(
      "INSERT INTO history (n, consumer, at, body) VALUES (?, ?, ?, ?)",
      n,
      consumer,
      entry.envelope.at,
      body,
    );
    return Buffer.byteLength(body);
  }

  /** The entries of these numbers that are still there, newest first. */
  entries(numbers: readonly number[]): Placed[] {
    return this.#sql
      .exec<HistoryRow>(
        `SELECT ${COLUMNS} FROM history WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n DESC`,
        JSON.stringify(numbers),
      )
      .toArray()
      .map(placedOf);
  }

  /** Everything after `n`, oldest first, one at a time. */
  *after(n: number): Generator<Placed, void> {
    const rows = this.#sql.exec<HistoryRow>(
      `SELECT ${COLUMNS} FROM history WHERE n > ? ORDER BY n`,
      n,
    );
    for (const row of rows) yield placedOf(row);
  }

  /** The oldest entries, without their bodies. */
  oldest(limit: number): { n: number; consumer: string; at: number; bytes: number }[] {
    return this.#sql
      .exec<{ n: number; consumer: string; at: number; bytes: number }>(
        "SELECT n, consumer, at, octet_length(body) AS bytes FROM history ORDER BY n LIMIT ?",
        limit,
      )
      .toArray();
  }

  /** How many bytes these entries took. */
  deleteEntries(numbers: readonly number[]): number {
    const list = JSON.stringify(numbers);
    const { bytes } = this.#sql
      .exec<{ bytes: number | null }>(
        "SELECT sum(octet_length(body)) AS bytes FROM history WHERE n IN (SELECT value FROM json_each(?))",
        list,
      )
      .one();
    this.#write("DELETE FROM history WHERE n IN (SELECT value FROM json_each(?))", list);
    return bytes ?? 0;
  }

  /**
   * Entries of a case among the next `limit` after `after`, without their bodies.
   *
   * @returns `next`: where to go on, or null at the end
   */
  entriesOfCase(caseId: string, after: number, limit: number) {
    const rows = this.#sql
      .exec<{ n: number; consumer: string; is_of_case: number }>(
        "SELECT n, consumer, json_extract(body, '$.envelope.case_id') = ? AS is_of_case FROM history WHERE n > ? ORDER BY n LIMIT ?",
        caseId,
        after,
        limit,
      )
      .toArray();
    const next = rows.length < limit ? null : (rows.at(-1)?.n ?? null);
    return { entries: rows.filter((row) => row.is_of_case === 1), next };
  }

  /**
   * Forgets the tabs of a case in the next `limit` visitors after `after`.
   *
   * @returns where to go on, or null at the end
   */
  deleteLedgers(caseId: string, after: string, limit: number): string | null {
    const { last, count } = this.#sql
      .exec<{ last: string | null; count: number }>(
        "SELECT max(consumer) AS last, count(*) AS count FROM (SELECT consumer FROM visitor WHERE consumer > ? ORDER BY consumer LIMIT ?)",
        after,
        limit,
      )
      .one();
    this.#write(
      "UPDATE visitor SET body = json_remove(body, ?1) WHERE consumer > ?2 AND consumer <= ?3 AND json_type(body, ?1) IS NOT NULL",
      // The alphabet of case ids has nothing that would end the quotes.
      `$.ledgers."${caseId}"`,
      after,
      last ?? "",
    );
    return count < limit ? null : last;
  }

  readCheckpoint(): Checkpoint {
    const [row] = this.#sql.exec<{ body: string }>("SELECT body FROM checkpoint").toArray();
    return row ? JSON.parse(row.body) : INITIAL;
  }

  writeCheckpoint(checkpoint: Checkpoint): void {
    this.#write(
      "INSERT INTO checkpoint (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = ?1",
      JSON.stringify(checkpoint),
    );
  }

  #write(statement: string, ...values: SqlStorageValue[]): void {
    this.#rowsWritten += this.#sql.exec(statement, ...values).rowsWritten;
  }
}

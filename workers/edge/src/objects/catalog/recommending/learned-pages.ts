import type { RecommenderPage } from "@nextmove/engine";

const KINDS = ["header", "open", "items", "views", "purchases"] as const;

/** The table that keeps what was learned: pages as the engine cuts them. */
export class LearnedPages {
  readonly #sql: SqlStorage;
  #rowsWritten = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS learned (kind TEXT, page INTEGER, bytes BLOB NOT NULL, PRIMARY KEY (kind, page)) WITHOUT ROWID",
    );
  }

  /** Rows written since the object woke. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  get isEmpty(): boolean {
    return this.#sql.exec("SELECT 1 FROM learned LIMIT 1").toArray().length === 0;
  }

  *read(): Generator<RecommenderPage, void> {
    for (const kind of KINDS) {
      const rows = this.#sql.exec<{ page: number; bytes: ArrayBuffer }>(
        "SELECT page, bytes FROM learned WHERE kind = ? ORDER BY page",
        kind,
      );
      for (const { page, bytes } of rows) yield { kind, page, bytes: new Uint8Array(bytes) };
    }
  }

  write(pages: readonly RecommenderPage[]): void {
    for (const { kind, page, bytes } of pages) {
      this.#run(
        "INSERT INTO learned (kind, page, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET bytes = ?3",
        kind,
        page,
        // A copy: a view may look at a part of a larger buffer.
        new Uint8Array(bytes).buffer,
      );
    }
  }

  /** Deletes the pages of a log that are before its first. */
  deleteBefore(kind: RecommenderPage["kind"], page: number): void {
    this.#run("DELETE FROM learned WHERE kind = ? AND page < ?", kind, page);
  }

  #run(statement: string, ...values: SqlStorageValue[]): void {
    this.#rowsWritten += this.#sql.exec(statement, ...values).rowsWritten;
  }
}

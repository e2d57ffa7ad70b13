/** Which pages of the feed were changed last by which change: what a replica that has the others still needs. */
export class PageChanges {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS page_change (page INTEGER PRIMARY KEY, revision INTEGER NOT NULL)",
    );
  }

  /** Notes the pages that were changed at once. */
  note(pages: Iterable<number>, revision: number): void {
    for (const page of pages) {
      this.#sql.exec(
        "INSERT INTO page_change (page, revision) VALUES (?1, ?2) ON CONFLICT (page) DO UPDATE SET revision = ?2",
        page,
        revision,
      );
    }
  }

  /** Those changed after a change, or by it and behind a page; in the order of their last changes. */
  after(revision: number, page: number, limit: number): { page: number; revision: number }[] {
    return this.#sql
      .exec<{ page: number; revision: number }>(
        "SELECT page, revision FROM page_change WHERE (revision, page) > (?, ?) ORDER BY revision, page LIMIT ?",
        revision,
        page,
        limit,
      )
      .toArray();
  }

  /** Another generation is served: that is read as a whole. */
  forget(): void {
    this.#sql.exec("DELETE FROM page_change");
  }
}

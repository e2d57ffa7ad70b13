import { type Page, parseHashes, printHashes } from "./page.ts";
import { PageChanges } from "./page-changes.ts";
import type { FeedPage } from "../../../protocol/catalog/replicas.ts";

/** Pages a generation may have: numbers of rows are `generation * PAGES_LIMIT + page`. */
const PAGES_LIMIT = 2 ** 20;

interface PageRow extends Record<string, SqlStorageValue> {
  n: number;
  hashes: ArrayBuffer;
  body: string;
}

const pageOf = ({ n, hashes, body }: PageRow): Page => ({
  number: n % PAGES_LIMIT,
  hashes: parseHashes(hashes),
  lines: body === "" ? [] : body.split("\n"),
  characters: body === "" ? 0 : body.length + 1,
});

/** The table of items: pages by generation. */
export class PageTable {
  readonly #sql: SqlStorage;
  /** Changes of what is served, while replicas follow. */
  readonly changes: PageChanges;
  #rowsWritten = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.changes = new PageChanges(sql);
    // The hashes come first: reading them leaves the rest of a row where it is.
    sql.exec(
      "CREATE TABLE IF NOT EXISTS page (n INTEGER PRIMARY KEY, hashes BLOB NOT NULL, body TEXT NOT NULL)",
    );
  }

  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  read(generation: number, page: number): Page | undefined {
    const [row] = this.#sql
      .exec<PageRow>(
        "SELECT n, hashes, body FROM page WHERE n = ?",
        generation * PAGES_LIMIT + page,
      )
      .toArray();
    return row && pageOf(row);
  }

  /** The first page of a generation from a number on. */
  from(generation: number, page: number): Page | undefined {
    const [row] = this.#sql
      .exec<PageRow>(
        "SELECT n, hashes, body FROM page WHERE n >= ? AND n < ? ORDER BY n LIMIT 1",
        generation * PAGES_LIMIT + page,
        (generation + 1) * PAGES_LIMIT,
      )
      .toArray();
    return row && pageOf(row);
  }

  last(generation: number): Page | undefined {
    const [row] = this.#sql
      .exec<PageRow>(
        "SELECT n, hashes, body FROM page WHERE n >= ? AND n < ? ORDER BY n DESC LIMIT 1",
        generation * PAGES_LIMIT,
        (generation + 1) * PAGES_LIMIT,
      )
      .toArray();
    return row && pageOf(row);
  }

  /** The ids' hashes of every page as they are stored, without reading the items. */
  hashes(generation: number): { page: number; hashes: ArrayBuffer }[] {
    return this.#sql
      .exec<{ n: number; hashes: ArrayBuffer }>(
        "SELECT n, hashes FROM page WHERE n >= ? AND n < ? ORDER BY n",
        generation * PAGES_LIMIT,
        (generation + 1) * PAGES_LIMIT,
      )
      .toArray()
      .map(({ n, hashes }) => ({ page: n % PAGES_LIMIT, hashes }));
  }

  write(generation: number, page: Page): void {
    const n = generation * PAGES_LIMIT + page.number;
    if (page.lines.length === 0) this.#run("DELETE FROM page WHERE n = ?", n);
    else {
      this.#run(
        "INSERT INTO page (n, hashes, body) VALUES (?1, ?2, ?3) ON CONFLICT (n) DO UPDATE SET hashes = ?2, body = ?3",
        n,
        printHashes(page.hashes),
        page.lines.join("\n"),
      );
    }
  }

  /** Pages of a generation from a number on, as they are stored. */
  storedFrom(generation: number, page: number, limit: number): FeedPage[] {
    return this.#sql
      .exec<PageRow>(
        "SELECT n, hashes, body FROM page WHERE n >= ? AND n < ? ORDER BY n LIMIT ?",
        generation * PAGES_LIMIT + page,
        (generation + 1) * PAGES_LIMIT,
        limit,
      )
      .toArray()
      .map(({ n, ...stored }) => ({ ...stored, page: n % PAGES_LIMIT }));
  }

  /** A page as it is stored; an empty one when it is gone. */
  stored(generation: number, page: number): FeedPage {
    const [found] = this.storedFrom(generation, page, 1);
    return found?.page === page ? found : { page, hashes: new ArrayBuffer(0), body: "" };
  }

  /** Writes a page as another object has stored it. */
  writeStored(generation: number, { page, hashes, body }: FeedPage): void {
    const n = generation * PAGES_LIMIT + page;
    this.write(generation, pageOf({ n, hashes, body }));
  }

  /** Deletes some pages of a generation; whether there may be more. */
  deleteSome(generation: number, limit: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      "DELETE FROM page WHERE n IN (SELECT n FROM page WHERE n >= ? AND n < ? LIMIT ?)",
      generation * PAGES_LIMIT,
      (generation + 1) * PAGES_LIMIT,
      limit,
    );
    this.#rowsWritten += rowsWritten;
    return rowsWritten >= limit;
  }

  #run(statement: string, ...values: SqlStorageValue[]): void {
    this.#rowsWritten += this.#sql.exec(statement, ...values).rowsWritten;
  }
}

import type { FeedProblem } from "@nextmove/contract";
import { type Page, parseHashes, printHashes } from "./page.ts";
import { PageChanges } from "./replicas/page-changes.ts";
import type { FeedPage } from "./replicas/protocol.ts";
import type { LastFeed, Patches, TakenFeed, Upload } from "./uploads.ts";

/** Pages a generation may have: numbers of rows are `generation * PAGES_LIMIT + page`. */
const PAGES_LIMIT = 2 ** 20;

/** What the object knows of itself. */
export interface CatalogState {
  /** The generation that is served; 0 before the first feed. */
  generation: number;
  /** The newest that a full feed brought; an update of nothing makes one, too. */
  replacedBy: number;
  /** The newest that was begun. */
  begun: number;
  /** When what is served last changed. */
  updatedAt: number | null;
  /** How often what is served has changed. */
  revision: number;
  feedVersion: number | null;
  /** Generations whose rows are still to be deleted. */
  doomed: number[];
  last: LastFeed | null;
  /** Where the problems of the last feed are kept. */
  problemsOf: string | null;
}

const INITIAL: CatalogState = {
  generation: 0,
  replacedBy: 0,
  begun: 0,
  updatedAt: null,
  revision: 0,
  feedVersion: null,
  doomed: [],
  last: null,
  problemsOf: null,
};

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

/** The catalogue's tables: pages of items by generation, uploads on their way, problems by feed. */
export class CatalogStorage {
  readonly #sql: SqlStorage;
  /** Of what is served, while replicas follow. */
  readonly changes: PageChanges;
  #rowsWritten = 0;
  #lateBytes: number | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.changes = new PageChanges(sql);
    // The hashes come first: reading them leaves the rest of a row where it is.
    sql.exec(
      "CREATE TABLE IF NOT EXISTS page (n INTEGER PRIMARY KEY, hashes BLOB NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec("CREATE TABLE IF NOT EXISTS upload (id TEXT PRIMARY KEY, body TEXT NOT NULL)");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS problems (n INTEGER PRIMARY KEY, upload TEXT NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec("CREATE TABLE IF NOT EXISTS late (n INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    sql.exec("CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  }

  /** Rows written since the object woke: what a feed costs. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  readState(): CatalogState {
    const [row] = this.#sql.exec<{ body: string }>("SELECT body FROM state").toArray();
    return { ...INITIAL, ...(row ? JSON.parse(row.body) : {}) };
  }

  writeState(state: CatalogState): void {
    this.#write(
      "INSERT INTO state (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = ?1",
      JSON.stringify(state),
    );
  }

  readPage(generation: number, page: number): Page | undefined {
    const [row] = this.#sql
      .exec<PageRow>(
        "SELECT n, hashes, body FROM page WHERE n = ?",
        generation * PAGES_LIMIT + page,
      )
      .toArray();
    return row && pageOf(row);
  }

  /** The first page of a generation from a number on. */
  pageFrom(generation: number, page: number): Page | undefined {
    const [row] = this.#sql
      .exec<PageRow>(
        "SELECT n, hashes, body FROM page WHERE n >= ? AND n < ? ORDER BY n LIMIT 1",
        generation * PAGES_LIMIT + page,
        (generation + 1) * PAGES_LIMIT,
      )
      .toArray();
    return row && pageOf(row);
  }

  lastPage(generation: number): Page | undefined {
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

  writePage(generation: number, page: Page): void {
    const n = generation * PAGES_LIMIT + page.number;
    if (page.lines.length === 0) this.#write("DELETE FROM page WHERE n = ?", n);
    else {
      this.#write(
        "INSERT INTO page (n, hashes, body) VALUES (?1, ?2, ?3) ON CONFLICT (n) DO UPDATE SET hashes = ?2, body = ?3",
        n,
        printHashes(page.hashes),
        page.lines.join("\n"),
      );
    }
  }

  /** Pages of a generation from a number on, as they are stored. */
  storedPages(generation: number, page: number, limit: number): FeedPage[] {
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
  storedPage(generation: number, page: number): FeedPage {
    const [found] = this.storedPages(generation, page, 1);
    return found?.page === page ? found : { page, hashes: new ArrayBuffer(0), body: "" };
  }

  /** Writes a page as another object has stored it. */
  writeStoredPage(generation: number, { page, hashes, body }: FeedPage): void {
    const n = generation * PAGES_LIMIT + page;
    this.writePage(generation, pageOf({ n, hashes, body }));
  }

  /** Deletes some pages of a generation; whether there may be more. */
  deletePages(generation: number, limit: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      "DELETE FROM page WHERE n IN (SELECT n FROM page WHERE n >= ? AND n < ? LIMIT ?)",
      generation * PAGES_LIMIT,
      (generation + 1) * PAGES_LIMIT,
      limit,
    );
    this.#rowsWritten += rowsWritten;
    return rowsWritten >= limit;
  }

  uploads(): Upload[] {
    return this.#sql
      .exec<{ body: string }>("SELECT body FROM upload")
      .toArray()
      .map(({ body }) => JSON.parse(body));
  }

  writeUpload(upload: Upload): void {
    this.#write(
      "INSERT INTO upload (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2",
      upload.id,
      JSON.stringify(upload),
    );
  }

  deleteUpload(id: string): void {
    this.#write("DELETE FROM upload WHERE id = ?", id);
  }

  appendProblems(upload: string, problems: readonly FeedProblem[]): void {
    this.#write(
      "INSERT INTO problems (upload, body) VALUES (?, ?)",
      upload,
      JSON.stringify(problems),
    );
  }

  /** A stretch of a feed's problems after `n`. */
  problemsAfter(upload: string, n: number): { n: number; problems: FeedProblem[] } | undefined {
    const [row] = this.#sql
      .exec<{ n: number; body: string }>(
        "SELECT n, body FROM problems WHERE n > ? AND upload = ? ORDER BY n LIMIT 1",
        n,
        upload,
      )
      .toArray();
    return row && { n: row.n, problems: JSON.parse(row.body) };
  }

  deleteProblems(upload: string): void {
    this.#write("DELETE FROM problems WHERE upload = ?", upload);
  }

  /** What became of a feed that may come again. */
  readTaken(id: string): TakenFeed | undefined {
    const [row] = this.#sql
      .exec<{ body: string }>("SELECT body FROM taken WHERE id = ?", id)
      .toArray();
    return row && JSON.parse(row.body);
  }

  /** Keeps what became of a feed, and forgets what did before a time. */
  writeTaken(id: string, at: number, taken: TakenFeed, since: number): void {
    this.#write("DELETE FROM taken WHERE at < ?", since);
    this.#write(
      "INSERT INTO taken (id, at, body) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET at = ?2, body = ?3",
      id,
      at,
      JSON.stringify(taken),
    );
  }

  /** Keeps an update that comes while a replacement is on its way. */
  appendLate(patches: Patches): void {
    const body = JSON.stringify(patches);
    this.#lateBytes = this.lateBytes + body.length;
    this.#write("INSERT INTO late (body) VALUES (?)", body);
  }

  /** What the updates that came late take. */
  get lateBytes(): number {
    this.#lateBytes ??= this.#sql
      .exec<{ bytes: number | null }>("SELECT sum(octet_length(body)) AS bytes FROM late")
      .one().bytes;
    return this.#lateBytes ?? 0;
  }

  lastLate(): number {
    return this.#sql.exec<{ n: number | null }>("SELECT max(n) AS n FROM late").one().n ?? 0;
  }

  *lateAfter(n: number): Generator<Patches, void> {
    for (let at = n; ;) {
      const [row] = this.#sql
        .exec<{ n: number; body: string }>(
          "SELECT n, body FROM late WHERE n > ? ORDER BY n LIMIT 1",
          at,
        )
        .toArray();
      if (!row) return;
      at = row.n;
      yield JSON.parse(row.body);
    }
  }

  deleteLate(): void {
    this.#write("DELETE FROM late");
    this.#lateBytes = 0;
  }

  #write(statement: string, ...values: SqlStorageValue[]): void {
    this.#rowsWritten += this.#sql.exec(statement, ...values).rowsWritten;
  }
}

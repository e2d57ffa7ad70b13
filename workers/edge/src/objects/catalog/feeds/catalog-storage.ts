import type { FeedProblem } from "@nextmove/contract";
import { PageTable } from "../items/page-table.ts";
import type { LastFeed, Patches, TakenFeed, Upload } from "./uploads.ts";

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

/** The catalogue's tables: pages of items, uploads on their way, problems by feed. */
export class CatalogStorage {
  readonly #sql: SqlStorage;
  readonly pages: PageTable;
  #rowsWritten = 0;
  #lateBytes: number | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.pages = new PageTable(sql);
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
    return this.pages.rowsWritten + this.#rowsWritten;
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

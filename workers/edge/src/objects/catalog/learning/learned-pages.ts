import type { RecommenderPage } from "@nextmove/engine";
import type { CopyMark, LearnedPlace, LearnedStretch } from "../../../protocol/catalog/replicas.ts";

const KINDS = ["header", "open", "items", "views", "purchases"] as const;
/** What is copied at once: a page has some 10 kB, one of open sessions half a megabyte. */
const PAGES_IN_STRETCH = 50;

/** Pages of views that lists are made from at first: some 260,000, which take a twentieth of a second. */
const FIRST_VIEW_PAGES = 256;
/** Pages of the others read at once, some 2 ms. */
const OLDER_VIEW_PAGES = 32;

interface Row extends Record<string, SqlStorageValue> {
  page: number;
  bytes: ArrayBuffer;
}

/** The table that keeps what was learned: pages as the engine cuts them. */
export class LearnedPages {
  readonly #sql: SqlStorage;
  /** A copy that was begun before the object last woke cannot be brought to an end. */
  readonly #wake = crypto.randomUUID();
  #revision = 0;
  /** The pages that were written since the object woke, and when, as counted by `#revision`. */
  readonly #written = new Map<string, LearnedPlace & { revision: number }>();
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

  /** What a recommender is restored from: all but the views before the newest. */
  *read(): Generator<RecommenderPage, void> {
    for (const kind of KINDS) {
      const [{ last }] = this.#sql
        .exec<{ last: number | null }>("SELECT max(page) AS last FROM learned WHERE kind = ?", kind)
        .toArray() as [{ last: number | null }];
      const from = kind === "views" ? (last ?? 0) - FIRST_VIEW_PAGES : -1;
      const rows = this.#sql.exec<Row>(
        "SELECT page, bytes FROM learned WHERE kind = ? AND page > ? ORDER BY page",
        kind,
        from,
      );
      for (const { page, bytes } of rows) yield { kind, page, bytes: new Uint8Array(bytes) };
    }
  }

  /** Some pages of views before one, the newest first. */
  viewsBefore(page: number): RecommenderPage[] {
    return this.#sql
      .exec<Row>(
        "SELECT page, bytes FROM learned WHERE kind = 'views' AND page < ? ORDER BY page DESC LIMIT ?",
        page,
        OLDER_VIEW_PAGES,
      )
      .toArray()
      .map(({ page: number, bytes }) => ({
        kind: "views" as const,
        page: number,
        bytes: new Uint8Array(bytes),
      }));
  }

  /** Some pages for a copy, those after a place. What changes meanwhile is in `writtenSince`. */
  stretchFrom(place: LearnedPlace | null): LearnedStretch {
    const mark = { wake: this.#wake, revision: this.#revision };
    const pages: RecommenderPage[] = [];
    for (const kind of KINDS.slice(place ? KINDS.indexOf(place.kind) : 0)) {
      const after = kind === place?.kind ? place.page : -1;
      const room = PAGES_IN_STRETCH - pages.length;
      const rows = this.#sql
        .exec<Row>(
          "SELECT page, bytes FROM learned WHERE kind = ? AND page > ? ORDER BY page LIMIT ?",
          kind,
          after,
          room,
        )
        .toArray();
      pages.push(...rows.map(({ page, bytes }) => ({ kind, page, bytes: new Uint8Array(bytes) })));
      if (rows.length === room) break;
    }
    const last = pages.at(-1);
    const next = pages.length === PAGES_IN_STRETCH && last ? last : null;
    return { pages, next: next && { kind: next.kind, page: next.page }, mark };
  }

  /** The pages that were written since a copy was begun; null: nobody knows any more. */
  writtenSince({ wake, revision }: CopyMark): RecommenderPage[] | null {
    if (wake !== this.#wake) return null;
    const written = [...this.#written.values()].filter((one) => one.revision > revision);
    return written.flatMap(({ kind, page }) =>
      this.#sql
        .exec<Row>("SELECT page, bytes FROM learned WHERE kind = ? AND page = ?", kind, page)
        .toArray()
        .map(({ bytes }) => ({ kind, page, bytes: new Uint8Array(bytes) })),
    );
  }

  write(pages: readonly RecommenderPage[]): void {
    this.#revision += 1;
    for (const { kind, page, bytes } of pages) {
      this.#run(
        "INSERT INTO learned (kind, page, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET bytes = ?3",
        kind,
        page,
        // A copy: a view may look at a part of a larger buffer.
        new Uint8Array(bytes).buffer,
      );
      this.#written.set(`${kind}.${page}`, { kind, page, revision: this.#revision });
    }
  }

  /** Deletes the pages of a log that are before its first. */
  deleteBefore(kind: RecommenderPage["kind"], page: number): void {
    this.#run("DELETE FROM learned WHERE kind = ? AND page < ?", kind, page);
    for (const [key, one] of this.#written) {
      if (one.kind === kind && one.page < page) this.#written.delete(key);
    }
  }

  #run(statement: string, ...values: SqlStorageValue[]): void {
    this.#rowsWritten += this.#sql.exec(statement, ...values).rowsWritten;
  }
}

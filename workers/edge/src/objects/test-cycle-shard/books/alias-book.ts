import { compareText } from "../visits/compare-text.ts";
import type { Visitor } from "../visits/visitors-in.ts";

/** An alias whose events have not all been copied to its owner. */
interface OpenAlias {
  alias: string;
  owner: string;
  /** Where the next page of what is to be copied begins. */
  place: string;
}

/**
 * Visitors who turned out to be somebody else: their tracking id is an alias of a
 * consumer. What came before stays where it is, for the log's readers, and is copied to the consumer;
 * what comes after goes to the consumer. The first link stands: nobody can take a visitor from another.
 */
export class AliasBook {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS alias (alias TEXT PRIMARY KEY, owner TEXT NOT NULL, at INTEGER NOT NULL, place TEXT) WITHOUT ROWID",
    );
    // What is not copied yet; as a rule nothing.
    sql.exec("CREATE INDEX IF NOT EXISTS alias_open ON alias (alias) WHERE place IS NOT NULL");
  }

  /** Links an alias that has no owner yet; one that has is noted as seen. */
  link(alias: string, owner: string, now: number): void {
    this.#sql.exec(
      "INSERT INTO alias (alias, owner, at, place) VALUES (?1, ?2, ?3, '') ON CONFLICT (alias) DO UPDATE SET at = ?3",
      alias,
      owner,
      now,
    );
  }

  /** Owners of those of the visitors that are aliases. */
  ownersOf(visitors: readonly string[]): Map<string, string> {
    const rows = this.#sql.exec<{ alias: string; owner: string }>(
      "SELECT alias, owner FROM alias WHERE alias IN (SELECT value FROM json_each(?))",
      JSON.stringify(visitors),
    );
    return new Map([...rows].map(({ alias, owner }) => [alias, owner]));
  }

  /** What a consumer is known by here. A scan: only erasing asks. */
  of(owner: string): string[] {
    return this.#sql
      .exec<{ alias: string }>("SELECT alias FROM alias WHERE owner = ?", owner)
      .toArray()
      .map(({ alias }) => alias);
  }

  /** An alias that is still to be copied, if there is one. */
  get open(): OpenAlias | undefined {
    const [row] = this.#sql
      .exec<{ alias: string; owner: string; place: string }>(
        "SELECT alias, owner, place FROM alias WHERE place IS NOT NULL ORDER BY alias LIMIT 1",
      )
      .toArray();
    return row;
  }

  /** Up to where an alias has been copied from where it was; null: to its end. */
  copied({ alias, owner, place }: OpenAlias, next: string | null): void {
    this.#sql.exec(
      "UPDATE alias SET place = ? WHERE alias = ? AND owner = ? AND place = ?",
      next,
      alias,
      owner,
      place,
    );
  }

  forget(alias: string): void {
    this.#sql.exec("DELETE FROM alias WHERE alias = ?", alias);
  }

  /** Forgets aliases that were not seen since. */
  forgetBefore(at: number): void {
    this.#sql.exec("DELETE FROM alias WHERE at < ?", at);
  }

  /** Visitors in the order of their ids without those that are aliases: their owners have their events. */
  *owners(visitors: Iterable<Visitor>, after: string): Generator<Visitor, void> {
    const aliases = this.#after(after);
    let alias = aliases.next();
    for (const each of visitors) {
      while (!alias.done && compareText(alias.value, each.visitor) < 0) alias = aliases.next();
      if (alias.value !== each.visitor) yield each;
    }
  }

  /** Read in turns: a reading of a table that is left open would keep it from being changed. */
  *#after(first: string): Generator<string, void> {
    for (let after = first; ;) {
      const rows = this.#sql
        .exec<{ alias: string }>(
          "SELECT alias FROM alias WHERE alias > ? ORDER BY alias LIMIT 1000",
          after,
        )
        .toArray();
      for (const { alias } of rows) yield alias;
      const last = rows.at(-1);
      if (!last) return;
      after = last.alias;
    }
  }
}

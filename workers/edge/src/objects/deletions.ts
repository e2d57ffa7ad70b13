/**
 * Which deletions of a case an object has carried out. One that was sent twice, or was slow, may come when
 * the case has long been made anew under its name: it must not take that with it.
 */
export class Deletions {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS deletion (case_id TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
    );
  }

  /** @param number see `deletionOf` */
  isDone(caseId: string, number: number): boolean {
    const [last] = this.#sql
      .exec<{ number: number }>("SELECT number FROM deletion WHERE case_id = ?", caseId)
      .toArray();
    return last !== undefined && last.number >= number;
  }

  note(caseId: string, number: number): void {
    this.#sql.exec(
      "INSERT INTO deletion (case_id, number) VALUES (?1, ?2) ON CONFLICT (case_id) DO UPDATE SET number = ?2",
      caseId,
      number,
    );
  }
}

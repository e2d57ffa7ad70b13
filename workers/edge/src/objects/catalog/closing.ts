import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { knownCase } from "../../protocol/account/known-case.ts";

/**
 * Notes that the case was deleted. Otherwise an isolate that still trusts what it read would have stored
 * what nobody ever deletes again. A case may be made anew under the name, so the account is asked.
 */
export class Closing {
  readonly #sql: SqlStorage;
  /** Tells one deletion of the case from another; null: it is not deleted. */
  #deletion: string | null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS closed (deletion TEXT PRIMARY KEY) WITHOUT ROWID");
    const [row] = sql.exec<{ deletion: string }>("SELECT deletion FROM closed").toArray();
    this.#deletion = row?.deletion ?? null;
  }

  /** The case was deleted, and nobody has asked since whether it is there again. */
  get isClosed(): boolean {
    return this.#deletion !== null;
  }

  close(): void {
    this.#deletion = crypto.randomUUID();
    this.#sql.exec("INSERT INTO closed (deletion) VALUES (?)", this.#deletion);
  }

  /** Asks the account whether the case is there again. */
  async isFinal(
    env: Env,
    place: { account: string; caseId: string },
    now: number,
  ): Promise<boolean> {
    const deletion = this.#deletion;
    forgetAccount(place.account);
    const { deleted } = await knownCase(env, place, now);
    if (deleted) return true;
    this.#sql.exec("DELETE FROM closed WHERE deletion = ?", deletion);
    this.#deletion = null;
    // Meanwhile it may have been deleted once more.
    return this.#sql.exec("SELECT 1 FROM closed").toArray().length > 0;
  }
}

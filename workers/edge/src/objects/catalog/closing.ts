import { forgetAccount } from "../../auth/account-directory.ts";
import { knownCase } from "../account/known-case.ts";

/**
 * Notes that the case was deleted. Otherwise an isolate that still trusts what it read would have stored
 * what nobody ever deletes again. A case may be made anew under the name, so the account is asked.
 */
export class Closing {
  readonly #sql: SqlStorage;
  #isClosed: boolean;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS closed (id INTEGER PRIMARY KEY)");
    this.#isClosed = sql.exec("SELECT 1 FROM closed").toArray().length > 0;
  }

  /** The case was deleted, and nobody has asked since whether it is there again. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    this.#sql.exec("INSERT OR IGNORE INTO closed (id) VALUES (1)");
    this.#isClosed = true;
  }

  /** Asks the account whether the case is there again. */
  async isFinal(
    env: Env,
    place: { account: string; caseId: string },
    now: number,
  ): Promise<boolean> {
    forgetAccount(place.account);
    const { deleted } = await knownCase(env, place, now);
    if (deleted) return true;
    this.#sql.exec("DELETE FROM closed");
    this.#isClosed = false;
    return false;
  }
}

import { type CatalogueOutcome, OUTCOMES_LIMIT } from "@nextmove/contract";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { AccountStorage } from "./account-storage.ts";

/** What the outcomes of an account's test cycle are, and what they are worth. */
export class OutcomeCatalogue {
  readonly #storage: AccountStorage;

  constructor(storage: AccountStorage) {
    this.#storage = storage;
  }

  /** Adds outcomes, or replaces those of the same names: all of them or none. */
  put(
    outcomes: readonly CatalogueOutcome[],
    actor: string,
    now: number,
  ): Result<CatalogueOutcome[], Failure> {
    const given = outcomes.map(({ outcomeId }) => outcomeId);
    const names = new Set([...this.#storage.outcomes().map((each) => each.outcomeId), ...given]);
    if (names.size > OUTCOMES_LIMIT) {
      return fail(failure("too_many_outcomes", `the catalogue holds ${OUTCOMES_LIMIT} outcomes`));
    }
    for (const outcome of outcomes) this.#storage.putOutcome(outcome);
    this.#storage.audit.add(now, actor, `put outcomes ${given.join(" ")}`);
    return ok(this.#storage.outcomes());
  }

  /** @returns those that are left */
  remove(outcomeId: string, actor: string, now: number): CatalogueOutcome[] {
    this.#storage.deleteOutcome(outcomeId);
    this.#storage.audit.add(now, actor, `delete outcome ${outcomeId}`);
    return this.#storage.outcomes();
  }
}

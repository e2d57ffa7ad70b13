import { Company } from "../company.ts";

/** How long a call waits for others: as long as a commit takes, more or less. */
const GATHER_MS = 1;

/**
 * Lets calls that an object gets at nearly the same time store what they store in one transaction: a
 * commit costs as much as a decision, and a group of rows hardly more than one. The object commits
 * what is written in one turn of its event loop together, so it is enough that all write in the same
 * turn. A call that waited may find anything changed, as after every `await`: the case may be gone.
 *
 * Group commit: DeWitt et al., Implementation techniques for main memory database systems, 1984.
 */
export class SharedCommit {
  readonly #company = new Company();
  #open: Promise<void> | undefined;
  #calls = 0;

  /**
   * What to wait for before writing; undefined: nothing.
   *
   * @param nowMs the machine's time
   */
  join(nowMs: number): Promise<void> | undefined {
    const isLikely = this.#company.isLikely(nowMs);
    if (!this.#open && !isLikely) return undefined;
    this.#calls += 1;
    this.#open ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#close();
        resolve();
      }, GATHER_MS);
    });
    return this.#open;
  }

  #close(): void {
    this.#company.came(this.#calls);
    this.#calls = 0;
    this.#open = undefined;
  }
}

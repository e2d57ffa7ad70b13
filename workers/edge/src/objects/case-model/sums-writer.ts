import { exportAction, type Learner } from "@nextmove/engine";

const versionsOf = ({ actions }: Learner): Map<string, number> =>
  new Map([...actions].map(([action, { version }]) => [action, version]));

/** Knows which sums of a learner are on disk, so that a batch writes what it changed and no more. */
export class SumsWriter {
  #written: Map<string, number>;

  /** @param stored what is on disk already; without it nothing is */
  constructor(stored?: Learner) {
    this.#written = stored ? versionsOf(stored) : new Map();
  }

  /** Writes what was learned, forgotten or fitted anew since the last time. */
  write(learner: Learner, writeSums: (action: string, bytes: ArrayBuffer) => void): void {
    for (const [action, { version }] of learner.actions) {
      if (this.#written.get(action) !== version) writeSums(action, exportAction(learner, action));
    }
    this.#written = versionsOf(learner);
  }
}

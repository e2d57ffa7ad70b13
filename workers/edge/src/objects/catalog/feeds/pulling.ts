import { now as clockNow } from "../../../clock.ts";
import type { FeedTaker } from "../../../feed/taking/taker.ts";
import { takePulled } from "../../../feed/taking/take-pulled.ts";
import type { Pulls } from "./pulls.ts";

interface Deps {
  pulls: () => Pulls;
  catalog: FeedTaker;
  /** All of a change of the storage, or nothing. */
  wholly: <Value>(change: () => Value) => Value;
  schedule: (now: number) => Promise<void>;
}

/** Fetches the feed that was ordered, one at a time. After a crash the alarm begins again. */
export class Pulling {
  readonly #deps: Deps;
  #isRunning = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Fetches the one that is due. */
  async run(now: number): Promise<void> {
    if (this.#isRunning) return;
    const { pulls, catalog, wholly, schedule } = this.#deps;
    const order = wholly(() => pulls().begin(now));
    if (!order) return;
    this.#isRunning = true;
    try {
      const pace = { now: clockNow, rest: () => scheduler.wait(0) };
      const taken = await takePulled(catalog, order, pace, (url, init) => fetch(url, init));
      if (taken.ok) pulls().end();
      else pulls().fail(taken.error);
    } finally {
      this.#isRunning = false;
      await schedule(clockNow());
    }
  }
}

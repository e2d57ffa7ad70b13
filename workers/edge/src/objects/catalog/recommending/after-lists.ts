import type { EventText } from "../../../decision-log/event-log.ts";
import { logThrown } from "../../../http/failure-of.ts";
import type { Recommending } from "./recommending.ts";
import type { Afterwards } from "../../../protocol/shared-calls.ts";

/**
 * Answers gather for this long, so that a shard takes many in a call and a commit. A reward that comes
 * sooner waits in its shard; after a crash the alarm delivers.
 */
const GATHER_MS = 100;
/** This much longer when many are asked for: what a call and a commit cost is shared by more. */
const BUSY_GATHER_MS = 300;
/** More than this while they gathered. */
const MANY_LISTS = 10;

interface Deps {
  recommending: () => Pick<Recommending, "deliver" | "readSome">;
  /** Brings lists to their shards; answers the ids that were refused. */
  send: (lists: EventText[], now: number) => Promise<string[]>;
  /** Goes on with some work after the answer. */
  afterwards: Afterwards;
}

/** What is done after lists were made: nobody waits for it. */
export class AfterLists {
  readonly #deps: Deps;
  /** When the last list was made. */
  #listedAt = 0;
  #isGathering = false;
  /** Lists since they began to gather. */
  #gathered = 0;
  #isReading = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** A list was made. */
  note(now: number): void {
    this.#listedAt = now;
    this.#gathered += 1;
    if (this.#isGathering) return;
    this.#deps.afterwards(this.#gather());
    this.#deps.afterwards(this.#readRest());
  }

  /** Brings lists to their shards. What does not arrive is sent again by the alarm. */
  async deliver(now: number): Promise<void> {
    const { recommending, send } = this.#deps;
    await recommending()
      .deliver((lists) => send(lists, now))
      .catch((error: unknown) => void logThrown(error, "deliver"));
  }

  async #gather(): Promise<void> {
    this.#isGathering = true;
    this.#gathered = 0;
    try {
      await scheduler.wait(GATHER_MS);
      if (this.#gathered > MANY_LISTS) await scheduler.wait(BUSY_GATHER_MS);
    } finally {
      this.#isGathering = false;
    }
    await this.deliver(this.#listedAt);
  }

  /** Reads what is not needed for a first answer, some at a time: requests come in between. */
  async #readRest(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#deps.recommending().readSome()) await scheduler.wait(0);
    } finally {
      this.#isReading = false;
    }
  }
}

import { now as clockNow } from "../../../clock.ts";
import { earliest } from "../../alarm-schedule.ts";
import type { CatalogStub } from "../stub.ts";
import type { Following } from "./following.ts";
import type { Replicas } from "./replicas.ts";

/** Changes of a feed come one after the other: they are told together. */
const GATHER_MS = 100;
/** A replica that did not hear of a change is told again. */
const TELL_AGAIN_AFTER_MS = 10_000;

interface Deps {
  catalogAt: (replica: number) => CatalogStub;
  /** Of the first: who follows it. */
  replicas: Replicas;
  /** Of a replica: how it follows the first. */
  following: Following | undefined;
  schedule: (now: number) => Promise<void>;
  /** Goes on with some work after the answer. */
  afterwards: (work: Promise<void>) => void;
}

/** The other Catalogs of a case, as one of them calls them: the first its replicas, a replica the first. */
export class Siblings {
  readonly #deps: Deps;
  #isTelling = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** When one of them is to be called, or null. */
  dueAt(now: number): number | null {
    const { following, replicas } = this.#deps;
    return earliest([
      following?.dueAt ?? null,
      replicas.areBehind ? now + TELL_AGAIN_AFTER_MS : null,
    ]);
  }

  /** Does what is due, after the alarm. */
  onAlarm(now: number): void {
    const { following, replicas } = this.#deps;
    if ((following?.dueAt ?? Infinity) <= now) this.heed(now);
    if (replicas.areBehind) this.tell(now);
  }

  /** Of a replica that is not whole: the first, which answers for it meanwhile. To be called for whatever it is asked. */
  standIn(): CatalogStub | undefined {
    const { following, catalogAt } = this.#deps;
    following?.use();
    if (!following || following.isReady) return undefined;
    const now = clockNow();
    if ((following.dueAt ?? 0) <= now) this.heed(now);
    return catalogAt(0);
  }

  /** Of a replica: takes over what is new, after the answer. */
  heed(now: number): void {
    this.#deps.afterwards(this.follow(now));
  }

  /** Of a replica: takes over what is new. What fails is tried again by the alarm. */
  async follow(now: number): Promise<void> {
    const { following, schedule } = this.#deps;
    if (!following) return;
    await following.run(now).catch(() => undefined);
    await schedule(now);
  }

  /** Of the first: calls each replica. @param others numbers of more that are wanted */
  async each(
    call: (replica: CatalogStub) => Promise<void>,
    others: readonly number[] = [],
  ): Promise<void> {
    const { replicas, catalogAt } = this.#deps;
    const numbers = new Set([...replicas.numbers, ...others]);
    await Promise.all(Array.from(numbers, (number) => call(catalogAt(number))));
  }

  /** Of the first: lets the replicas know that the feed has changed. */
  tell(now: number): void {
    const { replicas, schedule, afterwards } = this.#deps;
    if (this.#isTelling || replicas.numbers.length === 0) return;
    this.#isTelling = true;
    const tellAll = async (): Promise<void> => {
      await scheduler.wait(GATHER_MS);
      this.#isTelling = false;
      await this.each((replica) => replica.heed(now)).catch(() => undefined);
      await schedule(now);
    };
    afterwards(tellAll());
  }
}

import { LIVE_MODEL, type ModelSettings } from "@nextmove/contract";
import { install, type Replica, restoreReplica } from "@nextmove/engine";
import type { Held, VersionPublication } from "../../../protocol/case-model/learning.ts";
import { RecentlyUsed } from "../../../recently-used.ts";

/** A version of the model as a shard ranks by it. */
interface VersionReplica {
  replica: Replica;
  settings: ModelSettings;
  learns: boolean;
}

/**
 * What decides for a visitor whose model a test period assigned. `external`: none of ours, so the shop's
 * own order. `missing`: could not be had (yet), so the live one stands in and says so.
 */
export type AssignedModel = VersionReplica | "live" | "external" | "missing";

/** Replicas kept: a period compares two or three. The live one takes up to 20 MB of an object's 128. */
const MEMORY_LIMIT_BYTES = 64 * 1024 * 1024;
/** A visitor waits for a version no longer than this; once it is loaded nobody waits. */
const LOAD_TIMEOUT_MS = 250;
/** After this long an id is asked for again: a version may be made at any time, and deleted. */
const ASK_AGAIN_AFTER_MS = 60_000;
/** ... and the model that could not be reached after this long. */
const RETRY_AFTER_MS = 1_000;
/** What a replica counts at least, so that ids without one are few too. */
const LEAST_BYTES = 1024 * 1024;
/** What a replica holds that was never given anything. */
const NOTHING: Held = { version: 0, space: 0 };

interface Known {
  model: VersionReplica | "external" | "missing";
  askAgainAt: number;
}

const bytesOf = ({ model }: Known): number => {
  if (typeof model === "string") return LEAST_BYTES;
  const { actions, header } = model.replica;
  return Math.max(LEAST_BYTES, actions.size * header.space.dimension ** 2 * 4);
};

/**
 * The versions of the model that a shard has decided by lately, in memory only: a shard that wakes asks
 * for them again. Those that learn are refreshed whenever the shard has told what it learned; of all it is
 * asked now and then whether they are still there.
 */
export class AssignedModels {
  readonly #pull: (id: string, held: Held) => Promise<VersionPublication>;
  readonly #known: RecentlyUsed<Known>;
  readonly #loading = new Map<string, Promise<void>>();
  /** Loads that somebody has waited for long enough. */
  readonly #slow = new Set<string>();

  /** @param pull asks the case's model */
  constructor(
    pull: (id: string, held: Held) => Promise<VersionPublication>,
    memoryLimitBytes = MEMORY_LIMIT_BYTES,
  ) {
    this.#pull = pull;
    this.#known = new RecentlyUsed(memoryLimitBytes, bytesOf);
  }

  /** What decides by this id; without one the live model. */
  of(id: string | undefined): AssignedModel {
    if (id === undefined || id === LIVE_MODEL) return "live";
    return this.#known.get(id)?.model ?? "missing";
  }

  /** Loads what is not known yet, for a limited time; undefined when there is nothing to wait for. */
  ready(items: readonly { model?: string | undefined }[], now: number): Promise<void> | undefined {
    let missing: Set<string> | undefined;
    for (const { model: id } of items) {
      if (id === undefined || id === LIVE_MODEL) continue;
      const known = this.#known.peek(id);
      if (known && known.askAgainAt > now) continue;
      void this.#load(id, now);
      if (!known && !this.#slow.has(id)) missing = (missing ?? new Set<string>()).add(id);
    }
    return missing && this.#wait([...missing]);
  }

  async #wait(ids: readonly string[]): Promise<void> {
    let isLate = false;
    const timeout = new Promise<void>((resolve) =>
      setTimeout(() => {
        isLate = true;
        resolve();
      }, LOAD_TIMEOUT_MS),
    );
    const loads = ids.flatMap((id) => this.#loading.get(id) ?? []);
    await Promise.race([Promise.all(loads), timeout]);
    if (isLate) for (const id of ids) if (this.#loading.has(id)) this.#slow.add(id);
  }

  /** Brings those that learn up to date. */
  async refresh(): Promise<void> {
    const learning = this.#known
      .entries()
      .flatMap(([id, { model }]) =>
        typeof model === "object" && model.learns ? [{ id, model }] : [],
      );
    await Promise.all(
      learning.map(async ({ id, model }) => {
        if ((await this.#bringUpToDate(id, model)) === "missing") this.#known.delete(id);
      }),
    );
  }

  /** The model; missing when it was deleted. */
  async #bringUpToDate(id: string, model: VersionReplica): Promise<VersionReplica | "missing"> {
    for (let more = true; more;) {
      const { version, space } = model.replica.header;
      // Each page is asked for by what the one before it brought.
      const answer = await this.#pull(id, { version, space: space.version });
      if (typeof answer === "string") return "missing";
      install(model.replica, answer.publication);
      more = answer.publication.more;
    }
    return model;
  }

  /** Never rejects: what cannot be had is missing for a while, or stays as it was. */
  #load(id: string, now: number): Promise<void> {
    let loading = this.#loading.get(id);
    if (!loading) {
      loading = this.#ask(id)
        .then((model) => this.#known.set(id, { model, askAgainAt: now + ASK_AGAIN_AFTER_MS }))
        .catch(() => {
          const model = this.#known.peek(id)?.model ?? "missing";
          this.#known.set(id, { model, askAgainAt: now + RETRY_AFTER_MS });
        })
        .finally(() => {
          this.#loading.delete(id);
          this.#slow.delete(id);
        });
      this.#loading.set(id, loading);
    }
    return loading;
  }

  async #ask(id: string): Promise<Known["model"]> {
    const known = this.#known.peek(id)?.model;
    if (typeof known === "object") return this.#bringUpToDate(id, known);
    const first = await this.#pull(id, NOTHING);
    if (typeof first === "string") return first === "external" ? first : "missing";
    const { publication, settings, learns } = first;
    const replica = restoreReplica(publication.header, publication.actions);
    const model = { replica, settings, learns };
    return publication.more ? this.#bringUpToDate(id, model) : model;
  }
}

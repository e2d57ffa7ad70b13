import type {
  CopyMark,
  FeedPlace,
  FeedStretch,
  LearnedPlace,
  LearnedRest,
  LearnedStretch,
} from "../../../protocol/catalog/replicas.ts";
import type { Generations } from "../feeds/generations.ts";
import type { Learner } from "../learning/learner.ts";
import type { SharedVisits } from "../learning/shared-visits.ts";
import type { Recommending } from "../recommending/recommending.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Where a replica copies from: the first Catalog. */
export interface Copied {
  feedFrom(place: FeedPlace): Promise<FeedStretch>;
  learnedFrom(place: LearnedPlace | null): Promise<LearnedStretch>;
  learnedSince(mark: CopyMark, now: number): Promise<LearnedRest | null>;
}

interface Deps {
  first: () => Copied;
  visits: Pick<SharedVisits, "save" | "taken">;
  generations: Pick<Generations, "takeStretch">;
  recommending: Pick<Recommending, "changed" | "replaced"> & {
    learner: Pick<Learner, "share" | "takeCopy" | "replaceHead">;
  };
  state: ReplicaState;
  /** All of a change of the storage, or nothing. */
  wholly: <Value>(change: () => Value) => Value;
  /** Nothing is written any more: the storage is another's now. */
  isClosed: () => boolean;
}

/** Takes over what the first Catalog has, a stretch at a time. */
export class Copying {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Takes over what the first has learned, page by page, then what has changed meanwhile at once. */
  async learned(now: number): Promise<void> {
    const { first, visits, recommending, wholly, state, isClosed } = this.#deps;
    let mark: CopyMark | undefined;
    for (let place: LearnedPlace | null = null; !isClosed();) {
      const stretch: LearnedStretch = await first().learnedFrom(place);
      if (isClosed()) return;
      wholly(() => recommending.learner.takeCopy(stretch.pages));
      mark ??= stretch.mark;
      place = stretch.next;
      if (!place) break;
    }
    const rest = mark && (await first().learnedSince(mark, now));
    if (isClosed()) return;
    if (!rest) throw new Error("the first Catalog woke anew while it was copied");
    wholly(() => {
      recommending.learner.takeCopy(rest.pages);
      recommending.learner.replaceHead(rest.head, now);
      recommending.learner.share(true);
      visits.taken = rest.taken;
      visits.save([]);
      state.write({ isCopied: true });
    });
  }

  /** Takes over what has come to the feed; whether that was anything. */
  async feed(now: number): Promise<boolean> {
    const { first, generations, recommending, wholly, state, isClosed } = this.#deps;
    const met = state.now.feed;
    for (let isEnd = false; !isEnd && !isClosed();) {
      const before = state.now.feed;
      const stretch = await first().feedFrom(before);
      if (isClosed()) return false;
      const changed = wholly(() => {
        state.write({ feed: stretch.place });
        return generations.takeStretch(stretch, before, now);
      });
      if (changed === null) recommending.replaced();
      else if (changed.length > 0) recommending.changed(changed);
      isEnd = stretch.isEnd;
    }
    return JSON.stringify(met) !== JSON.stringify(state.now.feed);
  }
}

import type { ModelSettings } from "@nextmove/contract";
import type { Observation, Publication, Term } from "@nextmove/engine";

/** Lessons of one batch or page: with the largest states half of the 32 MiB of an RPC. */
export const BATCH_LIMIT_LESSONS = 1_000;
/** One publication's share of an RPC's 32 MiB, with room to spare. */
export const PUBLICATION_LIMIT_BYTES = 8 * 1024 * 1024;

/** One change to the model, with the raw state it belongs to: the model encodes it under its own space. */
export interface Lesson {
  observation: Observation;
  terms: Term[];
  arrivals?: Arrival[];
  /** Place in its shard's log of the decision that it is about. */
  since: number;
  /** The model that decided; absent: the live one. */
  by?: string;
}

/** The first reward of a shown action, and how many ages that had crossed; -1 takes one back. */
export interface Arrival {
  action: string;
  level: number;
  count: 1 | -1;
}

/** How many decisions of an action have crossed age number `level`; negative when they are taken back. */
export interface Lived {
  level: number;
  action: string;
  count: number;
}

/** What happened, counted; keys as in `tally.ts` and `exposure-counts.ts`. */
export type Tally = Record<string, number>;

/**
 * What a shard tells the model: everything of `fromSeq < seq <= toSeq`. The model keeps the last seq
 * per shard with its sums and ignores what it has, so a batch may be sent again.
 */
export interface LearningBatch {
  shard: string;
  fromSeq: number;
  toSeq: number;
  lessons: Lesson[];
  lived: Lived[];
  tally: Tally;
}

/** What a replica holds, so that only what changed since is sent. */
export interface Held {
  version: number;
  space: number;
}

/** The model's answer: it has stored everything up to `acknowledged`. */
export interface Absorbed {
  acknowledged: number;
  publication: Publication;
}

/**
 * A version of the model for those who decide by it. `external`: it is none of ours, the shop's own order
 * is what it says. `deleted`: it was one of ours.
 */
export type VersionPublication =
  | {
      publication: Publication;
      settings: ModelSettings;
      /** Whether it changes: if not, a replica is good for as long as the version is there. */
      learns: boolean;
    }
  | "external"
  | "deleted";

/** A page of a shard's retained log, for rebuilding the model. */
export interface LessonPage {
  toSeq: number;
  lessons: Lesson[];
  lived: Lived[];
}

/** The model's side of the protocol; in production the CaseModel object. */
export interface ModelPeer {
  absorb(batch: LearningBatch, held: Held): Promise<Absorbed>;
  publish(held: Held): Promise<Publication>;
  publishVersion(id: string, held: Held): Promise<VersionPublication>;
}

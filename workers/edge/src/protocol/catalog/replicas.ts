import type { EventStretch, RecommenderPage } from "@nextmove/engine";

/** What visitors did, under its number in the log that it is from. */
export interface LoggedVisits {
  seq: number;
  visits: EventStretch;
}

/** What a replica tells the first Catalog. Sent at least once; everything in it is learned once. */
export interface Meeting {
  replica: number;
  /** Another one each time it begins anew; null: it is empty and means to stay so. */
  incarnation: string | null;
  /** What it recorded and does not know to have been heard. */
  visits: LoggedVisits[];
  /** Up to where it has taken the first's log of visits; null as long as it has no copy to add them to. */
  taken: number | null;
  /** Lessons in its copy of the head. */
  headVersion: number;
  /** How far it has taken over the feed. */
  feed: FeedPlace;
  /** Whether it answers by itself. */
  isReady: boolean;
}

/** What the first says to it. */
export type Met =
  /** The case has fewer, or what it would need to catch up is gone: then it may begin anew. */
  | { state: "unwanted" }
  | {
      state: "met";
      /** Last of what itself recorded that has been taken. */
      heard: number;
      /** What others recorded after `taken`, and up to where that is all. */
      visits: LoggedVisits[];
      upTo: number;
      isMore: boolean;
      /** The head as `exportHead` wrote it; null: it has it. */
      head: Uint8Array | null;
    };

/** How far a replica has taken over the feed. */
export interface FeedPlace {
  /** As the first numbers them; 0: none. */
  generation: number;
  /** The page to go on with; null: all have been taken, but for changes. */
  page: number | null;
  /** The last change that was taken, and the last page of those that changed at once. */
  revision: number;
  changedPage: number;
}

export const NOTHING_TAKEN: FeedPlace = { generation: 0, page: null, revision: 0, changedPage: -1 };

/** A page of a generation, as it is stored; an empty one is gone. */
export interface FeedPage {
  page: number;
  hashes: ArrayBuffer;
  body: string;
}

/** A stretch of the feed for a replica. */
export interface FeedStretch {
  /** Where it leads. Of another generation than was asked for: that is not served any more. */
  place: FeedPlace;
  pages: FeedPage[];
  /** At this moment there is no more. */
  isEnd: boolean;
}

/** Which stored page of what was learned comes next: after this one. */
export interface LearnedPlace {
  kind: RecommenderPage["kind"];
  page: number;
}

/** When a copy of what was learned was begun, as the first knows it until it goes to sleep. */
export interface CopyMark {
  wake: string;
  revision: number;
}

/** A stretch of what was learned. */
export interface LearnedStretch {
  pages: RecommenderPage[];
  /** Null: that was the last. */
  next: LearnedPlace | null;
  mark: CopyMark;
}

/** What has changed since a copy was begun; with it the copy is as of one moment. */
export interface LearnedRest {
  pages: RecommenderPage[];
  /** Up to where the first's log of visits is in it. */
  taken: number;
  head: Uint8Array;
}

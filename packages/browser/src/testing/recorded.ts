import type {
  Attributes,
  ConsentReport,
  DecideRequest,
  DecisionReference,
  RecommendRequest,
  Reward,
  TrackReport,
} from "../api.ts";

/** A decision whose action was shown. */
export type Selection = DecisionReference & { readonly action: string };

/** A reward, with the decision it was credited to. */
export type CreditedReward = Required<Pick<Reward, "event_type" | "value">> & {
  readonly order_id: string | undefined;
  readonly case: string;
  readonly decision: DecisionReference;
};

/** What the page asked and reported, each in its order. */
export interface Recorded {
  readonly decide: readonly DecideRequest[];
  readonly recommend: readonly RecommendRequest[];
  /** As the edge would hear of them: no fallback, and none twice. */
  readonly select: readonly Selection[];
  /** As the edge would hear of them: none without a decision. */
  readonly reward: readonly CreditedReward[];
  readonly track: readonly TrackReport[];
  readonly attributes: readonly Attributes[];
  readonly consent: readonly ConsentReport[];
}

/** The same lists, to be written. */
export type Recording = { readonly [Call in keyof Recorded]: Recorded[Call][number][] };

export const newRecording = (): Recording => ({
  decide: [],
  recommend: [],
  select: [],
  reward: [],
  track: [],
  attributes: [],
  consent: [],
});

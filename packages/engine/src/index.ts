/**
 * Nextmove's decision engine: pure functions over plain data; time and randomness are passed in.
 *
 * @example
 * ```ts
 * const learner = createLearner({ windowMs: 30 * 86_400_000 });
 * const replica = createReplica(160);
 *
 * // Decide.
 * const observed = observe({ device: "mobile", basket: { value: 42 } });
 * if (!observed.ok) throw new Error(observed.error.message);
 * const observation = observed.value;
 * const ranking = rank(replica, {
 *   observation, actions: ["banner-a", "banner-b"], seed: "secret per decision", floor: 0.005, uniformShare: 0,
 * });
 *
 * // It was shown: learn what is expected of it. The reward came: learn the difference.
 * const action = ranking.drawn;
 * const { mean } = predict(replica, observation, action);
 * const shown = { action, count: 1, from: 0, to: mean, at: now } as const;
 * const bought = { action, count: 0, from: mean, to: 1, at: now } as const;
 * learn(replica, observation, [shown, bought]); // at once, here
 * absorb(learner, observation, [shown, bought], now); // for all, later
 *
 * // Every two seconds.
 * const { version, space } = replica.header;
 * install(replica, publish(learner, { version, space: space.version }, 8 * 2 ** 20));
 * ```
 *
 * @module
 */
export type { Observation, ObservationLimits } from "./features/observation.ts";
export { observe } from "./features/observe.ts";
export { stateOf } from "./features/state-of.ts";
export { encode } from "./features/encode.ts";

export { hash32 } from "./random/hash.ts";
export { sipHash } from "./random/sip-hash.ts";

export type { Term } from "./learning/term.ts";
export type { Learner, LearnerOptions } from "./learning/learner.ts";
export { absorb, countArrival, countLived, createLearner } from "./learning/learner.ts";
export type { LearnerHeader } from "./learning/persist.ts";
export { exportAction, exportHeader, restoreLearner } from "./learning/persist.ts";
export { beginRebuild, dueForRebuild } from "./learning/rebuild.ts";
export { continueFrom, fork } from "./learning/fork.ts";
export { ranking } from "./learning/ranking.ts";
export { publish } from "./learning/publish.ts";
export type { Publication, PublishedAction } from "./learning/publication.ts";
export { exportReplicaAction, install, restoreReplica } from "./learning/publication.ts";
export type { ModelHeader, Replica } from "./learning/replica.ts";
export { createReplica, learn, learnAll, predict, predictAll } from "./learning/replica.ts";

export { arrivedAt, delayAges } from "./delays/delay-table.ts";
export { impute } from "./delays/impute.ts";
export { returningShare } from "./learning/replica.ts";

export { rank } from "./policy/rank.ts";
export { bestActionProbabilities } from "./policy/best-action.ts";
export type { Random } from "./random/seeded.ts";
export { createRandom } from "./random/seeded.ts";

export type { Recommender, RecommenderOptions } from "./recommend/state/recommender.ts";
export { createRecommender } from "./recommend/state/recommender.ts";
export type { ItemEvent } from "./recommend/events/record-event.ts";
export { recordEvent } from "./recommend/events/record-event.ts";
export { visitorItems } from "./recommend/events/visitor-items.ts";
export { describeItem } from "./recommend/state/describe-item.ts";
export { isKnownItem } from "./recommend/state/item-numbers.ts";
export type { Recommendation, RecommendationRequest } from "./recommend/kinds/request.ts";
export { recommend } from "./recommend/recommend.ts";
export { becauseOf } from "./recommend/kinds/because.ts";
export { witnessesOf } from "./recommend/kinds/witnesses.ts";
export type { HeadLesson } from "./recommend/head/lesson.ts";
export type { Head } from "./recommend/head/head.ts";
export { ageHead, createHead, learnPlace } from "./recommend/head/head.ts";
export { exportHead, restoreHead } from "./recommend/head/persist-head.ts";
export type { HeadContext } from "./recommend/head/features.ts";
export { HEAD_SPACE } from "./recommend/head/features.ts";
export type { HeadList } from "./recommend/head/re-rank.ts";
export { HEAD_CANDIDATES, keepOrder, reRank } from "./recommend/head/re-rank.ts";
export type { EventStretch } from "./recommend/events/event-stretch.ts";
export {
  createOutbox,
  noteEvent,
  repeatStretch,
  takeStretches,
} from "./recommend/events/event-stretch.ts";
export type { LonePart } from "./recommend/by-part.ts";
export { LONE_PARTS, recommendByPart } from "./recommend/by-part.ts";
export type { RecommenderPage } from "./recommend/state/persist.ts";
export {
  firstNeeded,
  firstReadPage,
  readOlderViews,
  restoreRecommender,
  takeChanges,
} from "./recommend/state/persist.ts";

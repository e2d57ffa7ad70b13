import type { DelayTable } from "../delays/delay-table.ts";
import { initialDelayTable } from "../delays/delay-table.ts";
import type { Encoder } from "../features/encode.ts";
import { compileSpace, encode } from "../features/encode.ts";
import type { Observation } from "../features/observation.ts";
import type { FeatureSpace } from "../features/space.ts";
import { initialSpace } from "../features/space.ts";
import type { SparseVector } from "../numeric/sparse.ts";
import { addSparse } from "../numeric/sparse.ts";
import { weightOf } from "./forgetting.ts";
import type { Pooled } from "./noise.ts";
import { poolActions } from "./noise.ts";
import type { Posterior, Responses } from "./posterior.ts";
import { addResponses, createPosterior, predictPosterior, updatePosterior } from "./posterior.ts";
import type { Term } from "./term.ts";

/** What every replica shares with its learner, besides the actions. Plain JSON. */
export interface ModelHeader {
  /** Of the learner when this was published. */
  readonly version: number;
  readonly space: FeatureSpace;
  /** λ of actions that have learned nothing yet. */
  readonly precision: number;
  readonly halfLifeMs: number | null;
  readonly tick: number;
  readonly delays: DelayTable;
  /** π: share of decisions that ever bring a reward, of all actions and of each. */
  readonly returning: {
    readonly all: number;
    readonly actions: readonly (readonly [string, number])[];
  };
}

/** What is needed to rank: held by every decision shard, and inside the learner. */
export interface Replica {
  header: ModelHeader;
  encoder: Encoder;
  readonly actions: Map<string, Posterior>;
}

export function initialHeader(dimension: number, halfLifeMs: number | null): ModelHeader {
  return {
    version: 0,
    space: initialSpace(dimension),
    precision: 1,
    halfLifeMs,
    tick: 0,
    delays: initialDelayTable(),
    returning: { all: 0.5, actions: [] },
  };
}

/** An empty replica: ranks uniformly until something is installed or learned. */
export function createReplica(dimension: number, header?: ModelHeader): Replica {
  const initial = header ?? initialHeader(dimension, null);
  return { header: initial, encoder: compileSpace(initial.space), actions: new Map() };
}

/** The posterior of an action, made from the prior when it is new. */
export function posteriorOf(replica: Replica, action: string): Posterior {
  let posterior = replica.actions.get(action);
  if (posterior === undefined) {
    const { space, precision } = replica.header;
    posterior = createPosterior(space.dimension, precision);
    replica.actions.set(action, posterior);
  }
  return posterior;
}

/**
 * Learns terms at once, on top of what is installed. A term that is not finite is refused. A removal
 * that the covariance cannot take is left to the learner, whose next version corrects it.
 */
export function learn(replica: Replica, observation: Observation, terms: readonly Term[]): void {
  const x = encode(replica.encoder, observation);
  for (const term of terms) learnTerm(replica, x, term);
}

function learnTerm(replica: Replica, x: SparseVector, term: Term): void {
  const weight = weightOf(replica.header, term.at);
  if (!isFinite(term.to - term.from) || !isFinite(weight)) return;
  updatePosterior(posteriorOf(replica, term.action), x, term, weight);
}

/** Lessons from which on it is quicker to add up what they change of an action than to learn each. */
const MANY_LESSONS = 16;

/**
 * Learns several lessons as `learn` does one after the other. Where many decisions cross an age at once only
 * what is expected of them changes, and that adds up.
 */
export function learnAll(
  replica: Replica,
  lessons: readonly { readonly observation: Observation; readonly terms: readonly Term[] }[],
): void {
  if (lessons.length < MANY_LESSONS) {
    for (const { observation, terms } of lessons) learn(replica, observation, terms);
    return;
  }
  const responses = new Map<string, Responses>();
  for (const { observation, terms } of lessons) {
    const x = encode(replica.encoder, observation);
    for (const term of terms) {
      if (term.count === 0) addResponse(replica, responses, x, term);
      else learnTerm(replica, x, term);
    }
  }
  for (const [action, each] of responses) addResponses(posteriorOf(replica, action), each);
}

function addResponse(
  replica: Replica,
  responses: Map<string, Responses>,
  x: SparseVector,
  term: Term,
): void {
  const weight = weightOf(replica.header, term.at);
  const change = weight * (term.to - term.from);
  if (!isFinite(change)) return;
  const { dimension } = replica.header.space;
  const known = responses.get(term.action);
  const of = known ?? { values: new Float64Array(dimension), sum: 0, squares: 0 };
  if (known === undefined) responses.set(term.action, of);
  addSparse(of.values, x, change);
  of.sum += change;
  of.squares += weight * (term.to ** 2 - term.from ** 2);
}

/** The pooled noise, from what this replica holds. */
export function pool(replica: Replica): Pooled {
  return poolActions(replica.actions.values());
}

export interface Prediction {
  readonly mean: number;
  /** Standard deviation of the expected reward. */
  readonly deviation: number;
}

/** Decisions per action after which a case is known well enough to presume anything of a newcomer. */
const KNOWN_CASE_DECISIONS_PER_ACTION = 200;
/** Decisions after which an action speaks for itself. */
const NEWCOMER_DECISIONS = 50;

/**
 * Prior mean of an action's intercept. 0 while the case is young; in a case that is known a newcomer
 * is presumed to bring what the case usually brings, or it would hardly be tried where that is far
 * above 0. (Presumed of all actions at all times, it costs: adult .1513 instead of .1500.)
 */
function presumedMean(decisions: number, actions: number, { n, rewards }: Pooled): number {
  if (n < KNOWN_CASE_DECISIONS_PER_ACTION * actions) return 0;
  return Math.max(0, 1 - decisions / NEWCOMER_DECISIONS) * rewards.mean;
}

export function predictEncoded(
  replica: Replica,
  x: SparseVector,
  action: string,
  pooled: Pooled,
): Prediction {
  const posterior = replica.actions.get(action);
  const presumed = presumedMean(posterior?.n ?? 0, replica.actions.size, pooled);
  if (posterior === undefined) {
    let squares = 0;
    for (const value of x.values) squares += value * value;
    return {
      mean: presumed,
      deviation: Math.sqrt((pooled.noise * squares) / replica.header.precision),
    };
  }
  const { mean, spread, ownIntercept } = predictPosterior(posterior, x);
  return {
    mean: mean + presumed * ownIntercept,
    deviation: Math.sqrt(pooled.noise * Math.max(0, spread)),
  };
}

/** Expected reward of each action and how sure the model is of it. */
export function predictAll(
  replica: Replica,
  observation: Observation,
  actions: readonly string[],
): Prediction[] {
  const x = encode(replica.encoder, observation);
  const pooled = pool(replica);
  return actions.map((action) => predictEncoded(replica, x, action, pooled));
}

/** Expected reward of an action and how sure the model is of it. */
export function predict(replica: Replica, observation: Observation, action: string): Prediction {
  return predictEncoded(replica, encode(replica.encoder, observation), action, pool(replica));
}

/** π of an action: the share of its decisions that ever bring a reward. */
export function returningShare(replica: Replica, action: string): number {
  const { all, actions } = replica.header.returning;
  return actions.find(([name]) => name === action)?.[1] ?? all;
}

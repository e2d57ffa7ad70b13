import type { ModelHeader, Replica } from "./replica.ts";
import { compileSpace } from "../features/encode.ts";
import { packedLength } from "../numeric/packed.ts";
import type { Posterior } from "./posterior.ts";

/** One action's ranking form on the wire: float32 halves the bytes and is far below the noise. */
export interface PublishedAction {
  readonly action: string;
  readonly precision: number;
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly residual: number;
  /** Float32: mean (d), then the covariance's packed lower triangle (d(d+1)/2). */
  readonly bytes: ArrayBuffer;
}

/** What a replica takes over from its learner. Structured-cloneable. */
export interface Publication {
  readonly header: ModelHeader;
  readonly actions: readonly PublishedAction[];
  /** There is more than fitted: ask again, since this header's version, before ranking with it. */
  readonly more: boolean;
}

export function packPosterior(action: string, posterior: Posterior): PublishedAction {
  const { precision, n, sum, squares, residual, mean, covariance } = posterior;
  const packed = new Float32Array(mean.length + covariance.length);
  packed.set(mean);
  packed.set(covariance, mean.length);
  return { action, precision, n, sum, squares, residual, bytes: packed.buffer };
}

function unpackPosterior(published: PublishedAction, dimension: number): Posterior {
  const packed = new Float32Array(published.bytes);
  if (packed.length !== dimension + packedLength(dimension)) {
    throw new Error(`bytes of another dimension than ${dimension} for ${published.action}`);
  }
  const { precision, n, sum, squares, residual } = published;
  return {
    precision,
    n,
    sum,
    squares,
    residual,
    // By the constructor: `from` walks an iterator, which takes five times as long.
    mean: new Float64Array(packed.subarray(0, dimension)),
    covariance: new Float64Array(packed.subarray(dimension)),
  };
}

/**
 * Takes over a publication and returns the actions it replaced: events of these that the learner
 * had not seen yet have to be learned again. A new feature space drops all actions of the old one.
 */
export function install(replica: Replica, publication: Publication): string[] {
  const { header, actions } = publication;
  const replaced = new Set(actions.map(({ action }) => action));
  if (header.space.version !== replica.header.space.version) {
    for (const action of replica.actions.keys()) replaced.add(action);
    replica.actions.clear();
    replica.encoder = compileSpace(header.space);
  }
  replica.header = header;
  for (const published of actions) {
    replica.actions.set(published.action, unpackPosterior(published, header.space.dimension));
  }
  return [...replaced];
}

/** A row of the shard's checkpoint, which holds the header beside them. */
export function exportReplicaAction(replica: Replica, action: string): PublishedAction | undefined {
  const posterior = replica.actions.get(action);
  return posterior && packPosterior(action, posterior);
}

export function restoreReplica(header: ModelHeader, actions: Iterable<PublishedAction>): Replica {
  const replica: Replica = { header, encoder: compileSpace(header.space), actions: new Map() };
  for (const published of actions) {
    replica.actions.set(published.action, unpackPosterior(published, header.space.dimension));
  }
  return replica;
}

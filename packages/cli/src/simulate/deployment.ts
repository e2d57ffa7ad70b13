import type { Learner, Observation, Publication, Replica, Term } from "@nextmove/engine";
import {
  absorb,
  beginRebuild,
  createLearner,
  createReplica,
  dueForRebuild,
  install,
  learn,
  publish,
  ranking,
} from "@nextmove/engine";

interface LoggedEvent {
  readonly observation: Observation;
  readonly terms: readonly Term[];
  readonly now: number;
}

/** Where decisions are made and events learned: one learner, or shards that sync with it. */
export interface Deployment {
  /** The model that decides at this shard. */
  readonly replicaOf: (shard: number) => Replica;
  readonly learnAt: (
    shard: number,
    observation: Observation,
    terms: readonly Term[],
    now: number,
  ) => void;
  /** Called once after every step. */
  readonly step: () => void;
  readonly learner: () => Learner;
}

/** The learner decides itself: as one shard that syncs after every event. */
export function directDeployment(windowMs: number): Deployment {
  const log: LoggedEvent[] = [];
  let learner = createLearner({ windowMs });
  return {
    replicaOf: () => ranking(learner),
    learnAt: (_shard, observation, terms, now) => {
      log.push({ observation, terms, now });
      absorb(learner, observation, terms, now);
      learner = rebuiltWhenDue(learner, log);
    },
    step: () => undefined,
    learner: () => learner,
  };
}

/** Replicas that learn their own events at once and everybody's every `syncEvery` steps. */
export function shardedDeployment(windowMs: number, shards: number, syncEvery: number): Deployment {
  const log: LoggedEvent[] = [];
  let sent = 0;
  let steps = 0;
  let learner = createLearner({ windowMs });
  const { dimension } = learner.options;
  const replicas = Array.from({ length: shards }, () => createReplica(dimension));
  const first = replicas[0] ?? createReplica(dimension);
  return {
    replicaOf: (shard) => replicas[shard] ?? first,
    learnAt: (shard, observation, terms, now) => {
      log.push({ observation, terms, now });
      learn(replicas[shard] ?? first, observation, terms);
    },
    step: () => {
      steps += 1;
      if (steps % syncEvery !== 0) return;
      for (; sent < log.length; sent++) replay(learner, log.slice(sent, sent + 1));
      learner = rebuiltWhenDue(learner, log);
      for (const replica of replicas) pull(replica, learner);
    },
    learner: () => learner,
  };
}

const MOST_BYTES = 8 * 2 ** 20; // what a replica of the Worker takes in one call

function pull(replica: Replica, learner: Learner): void {
  let publication: Publication;
  do {
    const { version, space } = replica.header;
    publication = publish(learner, { version, space: space.version }, MOST_BYTES);
    install(replica, publication);
  } while (publication.more);
}

function rebuiltWhenDue(learner: Learner, log: readonly LoggedEvent[]): Learner {
  if (!dueForRebuild(learner)) return learner;
  const fresh = beginRebuild(learner);
  replay(fresh, log);
  return fresh;
}

function replay(learner: Learner, events: readonly LoggedEvent[]): void {
  for (const { observation, terms, now } of events) absorb(learner, observation, terms, now);
}

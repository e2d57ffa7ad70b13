import type { ArrivalsExport } from "../delays/arrivals.ts";
import { exportArrivals, restoreArrivals } from "../delays/arrivals.ts";
import type { CensusExport } from "../features/census.ts";
import { exportCensus, restoreCensus } from "../features/census.ts";
import { packedLength } from "../numeric/packed.ts";
import type { Learner, LearnerAction, LearnerOptions } from "./learner.ts";
import { learnerAction } from "./learner.ts";
import type { ModelHeader } from "./replica.ts";
import { createReplica } from "./replica.ts";

/** Everything of a learner but its actions' sums. JSON-safe. */
export interface LearnerHeader {
  readonly options: LearnerOptions;
  readonly version: number;
  readonly activated: number;
  readonly rebuildAt: number | null;
  readonly refitAt: number;
  readonly model: ModelHeader;
  readonly census: CensusExport;
  readonly arrivals: ArrivalsExport;
}

export function exportHeader(learner: Learner): LearnerHeader {
  return {
    options: learner.options,
    version: learner.version,
    activated: learner.activated,
    rebuildAt: isFinite(learner.rebuildAt) ? learner.rebuildAt : null, // JSON knows no Infinity
    refitAt: learner.refitAt,
    model: learner.replica.header,
    census: exportCensus(learner.census),
    arrivals: exportArrivals(learner.arrivals),
  };
}

const SCALARS = 4; // version, n, Σr, Σr²

/** One action's exact sums as float64: version, n, Σr, Σr², b (d), A packed (d(d+1)/2). */
export function exportAction(learner: Learner, name: string): ArrayBuffer {
  const action = learner.actions.get(name);
  if (action === undefined) throw new Error(`the learner knows no action ${name}`);
  const { n, sum, squares, responses, products } = action.statistics;
  const out = new Float64Array(SCALARS + responses.length + products.length);
  out.set([action.version, n, sum, squares]);
  out.set(responses, SCALARS);
  out.set(products, SCALARS + responses.length);
  return out.buffer;
}

/** The learner as it was exported; ranking forms are solved when first needed. */
export function restoreLearner(
  header: LearnerHeader,
  actions: ReadonlyMap<string, ArrayBuffer>,
): Learner {
  const { dimension } = header.model.space;
  const restored = new Map<string, LearnerAction>();
  for (const [name, bytes] of actions) restored.set(name, restoreAction(bytes, dimension));
  return {
    options: header.options,
    version: header.version,
    activated: header.activated,
    rebuildAt: header.rebuildAt ?? Infinity,
    refitAt: header.refitAt,
    actions: restored,
    replica: createReplica(header.options.dimension, header.model),
    stale: new Set(restored.keys()),
    replaying: false,
    census: restoreCensus(header.census),
    arrivals: restoreArrivals(header.arrivals),
  };
}

function restoreAction(bytes: ArrayBuffer, dimension: number): LearnerAction {
  const all = new Float64Array(bytes);
  if (all.length !== SCALARS + dimension + packedLength(dimension)) {
    throw new Error(`sums of another dimension than ${dimension}`);
  }
  const [version = 0, n = 0, sum = 0, squares = 0] = all;
  return learnerAction(version, {
    n,
    sum,
    squares,
    responses: all.slice(SCALARS, SCALARS + dimension),
    products: all.slice(SCALARS + dimension),
  });
}

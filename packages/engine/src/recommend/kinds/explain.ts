import { MOST_SESSION_EVENTS } from "../parts/association-rules.ts";
import type { Candidates } from "../mixture/candidates.ts";
import { featureOf } from "../mixture/candidates.ts";
import type { Feature } from "../mixture/mixture.ts";
import { featureIndex, FEATURES } from "../mixture/mixture.ts";
import type { Reason } from "./request.ts";
import type { SessionLog } from "../log/session-log.ts";
import {
  earlierOfItem,
  isHeld,
  itemOf,
  newestEventOf,
  nextInSession,
  sessionOf,
} from "../log/session-log.ts";

/** The part that adds most to the logit of a candidate. */
export function mainReason(weights: Float64Array, candidates: Candidates, place: number): Reason {
  return greatestPart(weights, candidates, place, ALL) ?? "popular";
}

/** The part that adds most among those that say nothing of other visitors; undefined for none. */
export function ownReason(
  weights: Float64Array,
  candidates: Candidates,
  place: number,
): Reason | undefined {
  return greatestPart(weights, candidates, place, OWN);
}

/** A part and where its feature is. */
interface Part {
  readonly name: Feature & Reason;
  readonly feature: number;
}

const partsOf = (names: readonly (Feature & Reason)[]): readonly Part[] =>
  names.map((name) => ({ name, feature: featureIndex(name) }));

const OWN = partsOf(["viewed", "similar", "searched"]);
/** The other features are facts, not reasons. */
const ALL = partsOf(FEATURES.filter((name) => name !== "returning" && name !== "latest"));

function greatestPart(
  weights: Float64Array,
  candidates: Candidates,
  place: number,
  among: readonly Part[],
): Reason | undefined {
  let reason: Reason | undefined;
  let most = 0;
  for (const { name, feature } of among) {
    const part = (weights[feature] ?? 0) * featureOf(candidates, place, feature);
    if (part <= most) continue;
    reason = name;
    most = part;
  }
  return reason;
}

/** Latest events of the recommended item that are looked at: a reason need not be the best there is. */
const MOST_EVENTS = 8;

/** The item of a session that was most often met together with `item` lately; undefined for none. */
export function companionIn(
  log: SessionLog,
  item: number,
  session: readonly number[],
): number | undefined {
  const met = new Map<number, number>();
  let event = newestEventOf(log, item);
  for (let seen = 0; event !== 0 && seen < MOST_EVENTS; seen++) {
    const first = sessionOf(log, event);
    let other = isHeld(log, first) ? first : 0;
    for (let steps = 0; other !== 0 && steps < MOST_SESSION_EVENTS; steps++) {
      const companion = itemOf(log, other);
      if (companion !== item && session.includes(companion)) {
        met.set(companion, (met.get(companion) ?? 0) + 1);
      }
      other = nextInSession(log, other);
    }
    event = earlierOfItem(log, event);
  }
  let best: number | undefined;
  for (const [companion, times] of met) {
    if (best === undefined || times > (met.get(best) ?? 0)) best = companion;
  }
  return best;
}

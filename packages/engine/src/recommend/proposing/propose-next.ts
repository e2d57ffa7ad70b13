import { quickLog } from "../../numeric/quick-log.ts";
import type { Candidates } from "../mixture/candidates.ts";
import {
  addFeature,
  clearCandidates,
  placeOf,
  propose,
  setFeature,
} from "../mixture/candidates.ts";
import { featureIndex } from "../mixture/mixture.ts";
import type { KnownSession } from "./score-parts.ts";
import { scoreParts } from "./score-parts.ts";
import { countsAt, topItems } from "../parts/popularity.ts";
import type { Recommender } from "../state/recommender.ts";
import { PARTS } from "../parts/part-names.ts";

/** Popular items that are candidates in every session. */
const POPULAR_CANDIDATES = 50;

/** What was searched for goes first: where there are too many candidates, the last have no room. */
const IN_ORDER = PARTS.toSorted((a, b) => Number(b === "searched") - Number(a === "searched"));
const [POPULAR, RETURNING, LATEST] = (["popular", "returning", "latest"] as const).map(
  featureIndex,
) as [number, number, number];

/** What the visitor may look at next, with all that is said of it; valid until the next call. */
export function proposeNext(
  recommender: Recommender,
  session: KnownSession,
  now: number,
): Candidates {
  const { candidates, parts } = recommender.workSpace;
  const { popularity } = recommender;
  scoreParts(recommender, session);
  clearCandidates(candidates);
  for (const name of IN_ORDER) {
    if (parts[name].count > 0) addFeature(candidates, featureIndex(name), parts[name]);
  }
  const top = topItems(popularity);
  for (let i = 0; i < POPULAR_CANDIDATES && i < top.length; i++) propose(candidates, top[i] ?? 0);
  const count = countsAt(popularity, now);
  const most = count(top[0] ?? 0);
  const scale = most > 0 ? 1 / Math.log1p(most) : 0;
  for (let place = 0; place < candidates.count; place++) {
    const share = quickLog(1 + count(candidates.items[place] ?? 0)) * scale;
    setFeature(candidates, place, POPULAR, Math.min(1, share));
  }
  for (const item of session.items) setFeature(candidates, placeOf(candidates, item), RETURNING, 1);
  const latest = session.items.at(-1);
  if (latest !== undefined) setFeature(candidates, placeOf(candidates, latest), LATEST, 1);
  return candidates;
}

import { HEAD_SPACE, type HeadLesson } from "@nextmove/engine";
import { clipped, creditedRewards, type Episode } from "./episode.ts";
import { isList } from "./events.ts";

/** What some places of a list were taught alike: as a rule all of them, that they were shown. */
export interface PlacesLesson extends Omit<HeadLesson, "features"> {
  /** Of each place. */
  features: string[];
}

/** What a shard tells the Catalog: what the lists of everything in `fromSeq < seq <= toSeq` have taught. */
export interface RewardBatch {
  shard: string;
  fromSeq: number;
  toSeq: number;
  /** After which what was learned weighs half; null: never. */
  halfLifeMs: number | null;
  /** How long after its list a reward is learned. */
  windowMs: number;
  lessons: PlacesLesson[];
}

/** What a place of a list was credited with. */
interface Credited {
  credit: number;
  /** When its first reward came, ms; a reward of 0 says that nothing did. */
  since: number | undefined;
}

const creditedPlaces = ({ decision, selections, rewards }: Episode): Credited[] | undefined => {
  if (!decision || !isList(decision.body)) return undefined;
  const { order, activation } = decision.body;
  const selected = selections.flatMap(({ seq, body }) => {
    const place = order.indexOf(body.action);
    return place < 0 ? [] : [{ seq, place }];
  });
  if (selected.length === 0 && activation === "deferred") return undefined;
  const places = order.map((): Credited => ({ credit: 0, since: undefined }));
  for (const { seq, body } of creditedRewards({ rewards })) {
    const receiver = selected.findLast((one) => one.seq < seq) ?? selected[0];
    const place = places[receiver?.place ?? 0];
    if (!place) continue;
    place.credit += body.credit;
    if (body.credit !== 0) place.since ??= body.at;
  }
  return places;
};

/**
 * What each place of a recommended list is credited with, or undefined while it was not shown. A reward
 * belongs to the product selected last when it came, or else to the first one that is selected later;
 * where nothing says what was selected, to the first of the list, as an action's does.
 */
export const placeCredits = (episode: Episode): number[] | undefined =>
  creditedPlaces(episode)?.map(({ credit }) => credit);

/** What a place teaches: what it has brought, within the case's range, and since when. */
interface PlaceValue {
  value: number;
  since: number | undefined;
}

/** Of each place that teaches, or undefined while the list was not shown or if none does. */
export const placeValues = (episode: Episode): PlaceValue[] | undefined => {
  const body = episode.decision?.body;
  const taught = body?.recommended?.taught;
  // Only the version that wrote its features knows what they mean.
  if (!taught || body?.space !== HEAD_SPACE) return undefined;
  const places = creditedPlaces(episode)?.slice(0, taught.features.length);
  return places?.map(({ credit, since }) => ({ value: clipped(credit, taught.range), since }));
};

/** The first reward that came to a place of a list, or was taken from it. */
const arrivalOf = (
  before: number | undefined,
  after: number | undefined,
  at: number,
): HeadLesson["arrival"] => {
  if ((before === undefined) === (after === undefined)) return undefined;
  const ageMs = Math.max(0, (after ?? before ?? at) - at);
  return { ageMs, count: after === undefined ? -1 : 1 };
};

/** Whether lessons of one list, neither of a first reward, differ in nothing but the places they are about. */
const isAlike = (one: PlacesLesson, other: Omit<PlacesLesson, "features">): boolean =>
  one.count === other.count && one.from === other.from && one.to === other.to;

/** What an event has changed of what its query's places taught. */
export const placeLessons = (before: Episode, after: Episode): PlacesLesson[] => {
  const features = after.decision?.body.recommended?.taught?.features ?? [];
  const at = after.decision?.body.at ?? 0;
  const known = placeValues(before);
  const lessons: PlacesLesson[] = [];
  for (const [place, { value: to, since }] of placeValues(after)?.entries() ?? []) {
    const was = known?.[place];
    const from = was?.value ?? 0;
    const arrival = arrivalOf(was?.since, since, at);
    const x = features[place];
    if (x === undefined || (was && from === to && !arrival)) continue;
    const lesson = { count: was ? (0 as const) : (1 as const), from, to, at };
    const like = arrival ? undefined : lessons.find((one) => !one.arrival && isAlike(one, lesson));
    if (like) like.features.push(x);
    else lessons.push({ features: [x], ...lesson, ...(arrival && { arrival }) });
  }
  return lessons;
};

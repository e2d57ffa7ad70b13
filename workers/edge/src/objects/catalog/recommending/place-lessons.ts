import { HEAD_SPACE, type HeadLesson } from "@nextmove/engine";
import { clipped, creditedRewards, type Episode } from "../../decision-shard/episode.ts";
import { isList } from "../../decision-shard/events.ts";

/** What a shard tells the Catalog: what the lists of everything in `fromSeq < seq <= toSeq` have taught. */
export interface RewardBatch {
  shard: string;
  fromSeq: number;
  toSeq: number;
  /** After which what was learned weighs half; null: never. */
  halfLifeMs: number | null;
  lessons: HeadLesson[];
}

/**
 * What each place of a recommended list is credited with, or undefined while it was not shown. A reward
 * belongs to the product selected last when it came, or else to the first one that is selected later;
 * where nothing says what was selected, to the first of the list, as an action's does.
 */
export const placeCredits = ({ decision, selections, rewards }: Episode): number[] | undefined => {
  if (!decision || !isList(decision.body)) return undefined;
  const { order, activation } = decision.body;
  const selected = selections.flatMap(({ seq, body }) => {
    const place = order.indexOf(body.action);
    return place < 0 ? [] : [{ seq, place }];
  });
  if (selected.length === 0 && activation === "deferred") return undefined;
  const credits = order.map(() => 0);
  for (const { seq, body } of creditedRewards({ rewards })) {
    const receiver = selected.findLast((one) => one.seq < seq) ?? selected[0];
    const place = receiver?.place ?? 0;
    if (place < credits.length) credits[place] = (credits[place] ?? 0) + body.credit;
  }
  return credits;
};

/** What each place that teaches has brought, or undefined while the list was not shown or if none does. */
export const placeValues = (episode: Episode): number[] | undefined => {
  const body = episode.decision?.body;
  const taught = body?.recommended?.taught;
  // What its features mean, only the version knows that wrote them.
  if (!taught || body?.space !== HEAD_SPACE) return undefined;
  const credits = placeCredits(episode)?.slice(0, taught.features.length);
  return credits?.map((credit) => clipped(credit, taught.range));
};

/** What an event has changed of what its query's places taught. */
export const placeLessons = (before: Episode, after: Episode): HeadLesson[] => {
  const features = after.decision?.body.recommended?.taught?.features ?? [];
  const at = after.decision?.body.at ?? 0;
  const known = placeValues(before);
  return (placeValues(after) ?? []).flatMap((to, place): HeadLesson[] => {
    const from = known?.[place] ?? 0;
    const x = features[place];
    if (x === undefined || (known !== undefined && from === to)) return [];
    return [{ features: x, count: known === undefined ? 1 : 0, from, to, at }];
  });
};

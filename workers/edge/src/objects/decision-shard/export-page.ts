import { HEAD_CANDIDATES } from "@nextmove/engine";
import type {
  ExportedDecision,
  ExportPage,
  ExportPlace,
  ExportSpan,
  LeftOut,
  Showing,
} from "../../protocol/decision-shard/export.ts";
import { placeCredits } from "../../decision-log/place-lessons.ts";
import { teaches } from "../../decision-log/teaches.ts";
import {
  creditedRewards,
  type Episode,
  foldEpisode,
  WAITING_MS,
} from "../../decision-log/episode.ts";
import type { EventLog } from "../../decision-log/event-log.ts";
import { type DecisionBody, type DecisionEvent, isList } from "../../decision-log/events.ts";

/** Read at once: a few dozen milliseconds, in which a shard does nothing else. */
export const PAGE_EVENTS = 250;

const shownOf = (body: DecisionBody, episode: Episode): string | undefined => {
  if (teaches(body.mode)) return episode.activation?.action;
  const drawn = body.activation === "immediate" ? body.order[0] : undefined;
  return episode.selections.at(-1)?.body.action ?? drawn;
};

const showingsOf = (decision: DecisionEvent, episode: Episode): Showing[] => {
  const { order, probabilities } = decision.body;
  if (isList(decision.body)) {
    const credits = placeCredits(episode)?.slice(0, HEAD_CANDIDATES) ?? [];
    return credits.flatMap((reward, place): Showing[] => {
      const action = order[place];
      const propensity = probabilities[place];
      if (action === undefined || propensity === undefined) return [];
      return [{ action, propensity, reward, position: place + 1 }];
    });
  }
  const action = shownOf(decision.body, episode);
  if (action === undefined) return [];
  const credits = creditedRewards(episode).map(({ body }) => body.credit);
  return [
    {
      action,
      propensity: action === order[0] ? (probabilities[0] ?? null) : null,
      reward: credits.reduce((sum, credit) => sum + credit, 0),
    },
  ];
};

/** The rows that a decision becomes: one for what was shown, of products one for each place. */
const exportDecision = (decision: DecisionEvent, episode: Episode): ExportedDecision[] => {
  const { queryId, body } = decision;
  const { at, observation, order, probabilities, mode, testModel, model } = body;
  if (mode === "test") return [];
  return showingsOf(decision, episode).map((showing) => ({
    queryId,
    at,
    observation,
    ...(isList(body)
      ? { actions: [showing.action], probabilities: [showing.propensity ?? 0] }
      : { actions: order, probabilities }),
    ...showing,
    mode,
    ...(testModel === undefined ? {} : { testModel }),
    model,
    evaluable:
      !isList(body) && (mode === "model" || mode === "uniform") && showing.propensity !== null,
  }));
};

/**
 * A page of a shard's decisions with what has come of them, in order of arrival.
 *
 * @param place as the page before said; null for the first
 */
export const exportPage = (
  log: Pick<EventLog, "after" | "lastSeq" | "lastUntil" | "ofQueries">,
  { from, to }: ExportSpan,
  place: ExportPlace | null,
): ExportPage => {
  const { after, upTo } = place ?? { after: log.lastUntil(from - 1), upTo: log.lastSeq };
  const events = log.after(after, PAGE_EVENTS).filter(({ seq }) => seq <= upTo);
  const asked = events.filter(({ body }) => body.at < to);
  const decisions = asked.filter((event) => event.kind === "decision");
  const episodes = log.ofQueries(
    decisions.map(({ queryId }) => queryId),
    (events[0]?.body.at ?? 0) - WAITING_MS,
  );
  const leftOut: LeftOut = { not_shown: 0, test: 0, recommendation: 0 };
  const rows = decisions.flatMap((decision) => {
    const own = exportDecision(decision, foldEpisode(episodes.get(decision.queryId) ?? []));
    if (own.length === 0) leftOut[reasonFor(decision.body)] += 1;
    return own;
  });
  const last = events.at(-1)?.seq ?? upTo;
  // Events are in order of time.
  const isOver = last >= upTo || asked.length < events.length;
  return { decisions: rows, leftOut, next: isOver ? null : { after: last, upTo } };
};

const reasonFor = (body: DecisionBody): keyof LeftOut => {
  if (body.mode === "test") return "test";
  return isList(body) ? "recommendation" : "not_shown";
};

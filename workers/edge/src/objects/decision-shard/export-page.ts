import { HEAD_CANDIDATES, type Observation } from "@nextmove/engine";
import { placeCredits } from "../../decision-log/place-lessons.ts";
import { teaches } from "../../decision-log/teaches.ts";
import {
  creditedRewards,
  type Episode,
  foldEpisode,
  WAITING_MS,
} from "../../decision-log/episode.ts";
import type { EventLog } from "../../decision-log/event-log.ts";
import {
  type DecisionBody,
  type DecisionEvent,
  isList,
  type Mode,
} from "../../decision-log/events.ts";

/** Read at once: a few dozen milliseconds, in which a shard does nothing else. */
export const PAGE_EVENTS = 250;

/** What was shown, how probable that was, and what it has brought so far. */
interface Showing {
  action: string;
  /** Null when somebody else chose: their probabilities are not known. */
  propensity: number | null;
  reward: number;
  /** Place in a list of products, from 1. */
  position?: number;
}

/** A decision as it is exported. */
export interface ExportedDecision extends Showing {
  queryId: string;
  /** ms. */
  at: number;
  observation: Observation;
  /** What could have been shown there, as far as the log knows, and the probability of each. */
  actions: string[];
  probabilities: number[];
  mode: Mode;
  testModel?: string;
  model: number;
  /** Drawn from all of `actions` by the probabilities given: other policies can be evaluated on it. */
  evaluable: boolean;
}

/** Decisions that say nothing of what an action brings, by why. */
export interface LeftOut {
  /** Nothing was shown, or nobody said so. */
  not_shown: number;
  test: number;
  /** Lists of products that were not shown, or empty. */
  recommendation: number;
}

/** Where a page begins, and with which event the export ends: what comes later is not waited for. */
export interface ExportPlace {
  after: number;
  upTo: number;
}

export interface ExportPage {
  decisions: ExportedDecision[];
  leftOut: LeftOut;
  /** Null after the last page. */
  next: ExportPlace | null;
}

/** Times of decision, ms: from the first, up to but without the second. */
export interface ExportSpan {
  from: number;
  to: number;
}

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

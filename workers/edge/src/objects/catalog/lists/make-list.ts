import type { FeedItem, RecommendationKind } from "@nextmove/contract";
import {
  becauseOf,
  type Head,
  HEAD_CANDIDATES,
  type HeadContext,
  isKnownItem,
  keepOrder,
  recommend,
  type Recommendation,
  type Recommender,
  type RecommendationRequest,
  reRank,
  witnessesOf,
} from "@nextmove/engine";
import type { Mode } from "../../../decision-log/events.ts";
import { arrange, choiceFor, type Placed } from "./arrange.ts";
import type { RecommendItem } from "../../../protocol/catalog/calls.ts";
import { chooseRequest } from "./choose-request.ts";
import { productsOfPage } from "./page-product.ts";
import type { ListReason } from "./phrase.ts";
import { provenReason, type Witnesses } from "./proven-reason.ts";
import { asksNothing, isOffered } from "./rules.ts";
import type { Shelf } from "./shelf.ts";

/** The feed's items, as a list is made from them. */
export type Range = Pick<
  Shelf,
  "isEmpty" | "beginList" | "find" | "has" | "isInStock" | "fillersFor"
>;

/** A product that may come to be on a list. */
interface Candidate {
  item: string;
  score: number;
  reason: ListReason;
  /** As in `Recommendation`. */
  otherwise?: Recommendation["reason"];
}

/** A product of a list, and why it is there. */
export interface Listed extends Omit<Candidate, "otherwise"> {
  /** The product that brought it up, if one did. */
  because: string | null;
  /** Another reason. */
  otherwise?: Pick<Listed, "reason" | "because">;
}

interface List {
  kind: RecommendationKind;
  mode: Mode;
  listed: Placed<Listed>[];
}

/** What a page is about, of what the shop sells or anybody has looked at. */
export const productOfPage = (
  recommender: Recommender,
  shelf: Range,
  pageId: string | undefined,
): string | undefined =>
  productsOfPage(pageId).find((id) => shelf.has(id) || isKnownItem(recommender, id));

const subjectsOf = (request: RecommendationRequest): readonly string[] => {
  if (request.kind === "similar") return [request.item];
  return request.kind === "bought-together" ? request.items : [];
};

/** What is never recommended to this visitor now. */
const excludedFor = (
  { visit, about, settings }: RecommendItem,
  request: RecommendationRequest,
): Set<string> =>
  new Set([
    ...productsOfPage(visit.pageId),
    ...visit.basket,
    ...about,
    ...(settings.exclude_bought ? visit.bought : []),
    ...subjectsOf(request),
  ]);

/** What the head of a list goes by. */
const contextOf = (
  { visit, about }: RecommendItem,
  product: string | undefined,
  kind: RecommendationKind,
): HeadContext => ({
  kind,
  session: [...visit.viewed, ...(product === undefined ? [] : [product]), ...about],
  basket: visit.basket,
});

/** What fixes the mode beforehand, as for actions (see decision-shard/verbs/mode.ts); undefined leaves it to the draw. */
const modeOf = ({ test, holdout, apprentice }: RecommendItem): Mode | undefined => {
  if (test) return "test";
  if (holdout) return "holdout";
  return apprentice ? "apprentice" : undefined;
};

/** The feed's items, and which of them the case's rules let onto a list. */
const offerOf = (shelf: Range, { settings, now }: RecommendItem) => {
  // Without a feed all that is known of an item is that it was looked at.
  const itemOf = (id: string): FeedItem | undefined =>
    shelf.isEmpty ? { id, availability: "in_stock" } : shelf.find(id);
  const isPlain = asksNothing(settings);
  const allowed = (id: string): boolean => {
    // For most lists nothing has to be read.
    const isKnown = isPlain ? shelf.isInStock(id) : undefined;
    if (isKnown !== undefined) return isKnown;
    const known = itemOf(id);
    return known !== undefined && isOffered(known, settings, now);
  };
  return { itemOf, allowed };
};

/** Whether a product is what such a list is for. What is only like what was bought, too, fills a list of that. */
const isMeantFor =
  (kind: RecommendationKind) =>
  ({ score, reason }: Candidate): boolean =>
    score > 0 && (kind !== "bought-together" || reason === "bought");

/**
 * What was found, filled from the feed where that is too little.
 *
 * @param exclude what must not fill the list
 */
const filled = (
  kind: RecommendationKind,
  found: readonly Candidate[],
  exclude: readonly string[],
  shelf: Range,
  itemOf: (id: string) => FeedItem | undefined,
  { settings, limit, now }: RecommendItem,
): Candidate[] => {
  const wanted = choiceFor(limit, settings);
  // What only fills a list is not to take the place of what it is for, however well it pays; where it is
  // all there is, the head has its choice of it.
  const isMeant = isMeantFor(kind);
  const most = found.some(isMeant) ? wanted : Math.max(wanted, HEAD_CANDIDATES);
  const candidates = found.filter((one, place) => isMeant(one) || place < most);
  const room = most - candidates.length;
  if (room <= 0) return candidates;
  const productOf = (id: string): string => itemOf(id)?.group_id ?? id;
  const known = [...exclude, ...candidates.map(({ item }) => item)];
  const fillers = shelf.fillersFor(room, known.map(productOf), settings, now);
  return [
    ...candidates,
    ...fillers.map((item): Candidate => ({ item, score: 0, reason: "range" })),
  ];
};

/** Says why a product is on a list, as far as that may be told. */
const explainFor = (
  recommender: Recommender,
  request: RecommendationRequest,
  viewed: readonly string[],
  visitor: string | undefined,
) => {
  const witnesses: Witnesses = (id, other, log, most) =>
    witnessesOf(recommender, { item: id, other, in: log, visitor }, most);
  const because = (id: string, reason: ListReason): string | null =>
    reason === "pinned" || reason === "range"
      ? null
      : becauseOf(recommender, request, { item: id, reason });
  return ({ otherwise, ...shown }: Candidate): Listed => {
    const listed: Listed = {
      ...shown,
      because: because(shown.item, shown.reason),
      ...(otherwise && {
        otherwise: { reason: otherwise, because: because(shown.item, otherwise) },
      }),
    };
    return provenReason(listed, viewed, witnesses);
  };
};

const unexplained = ({ item, score, reason }: Candidate): Listed => ({
  item,
  score,
  reason,
  because: null,
});

/**
 * The list for a request, best first: nothing forbidden is on it, whatever the state says.
 *
 * @param visitor who it is for, as their views were recorded
 */
export const makeList = (
  recommender: Recommender,
  head: Head,
  shelf: Range,
  item: RecommendItem,
  visitor = item.consumerId,
): List => {
  shelf.beginList();
  const { visit, settings, limit, now, seed, floor, uniformShare } = item;
  const product = productOfPage(recommender, shelf, visit.pageId);
  const request = chooseRequest(item.kind, {
    visit,
    product,
    about: item.about,
    consumerId: visitor,
  });
  const exclude = excludedFor(item, request);
  const { itemOf, allowed } = offerOf(shelf, item);
  const pinned = settings.pin
    .filter((id) => !exclude.has(id) && allowed(id))
    .map((id): Candidate => ({ item: id, score: 0, reason: "pinned" }));
  const taken = [...exclude, ...pinned.map(({ item: id }) => id)];
  const found = recommend(recommender, request, {
    limit: Math.max(choiceFor(limit, settings), HEAD_CANDIDATES),
    now,
    exclude: new Set(taken),
    allowed,
  });
  const candidates = filled(request.kind, found, taken, shelf, itemOf, item);
  const context = contextOf(item, product, request.kind);
  const fixed = modeOf(item);
  const isKept = fixed === "holdout" || fixed === "apprentice";
  let isUniform = false;
  const listed = arrange(pinned, candidates, itemOf, settings, limit, now, (best) => {
    const asked = { context, candidates: best, seed, floor, uniformShare, now };
    const drawn = isKept ? keepOrder(recommender, asked) : reRank(recommender, head, asked);
    isUniform = drawn.isUniform;
    return drawn;
  });
  // To look for what brought a product up, and for how many saw that, takes a tenth of the time.
  const explain = item.expand
    ? explainFor(recommender, request, context.session, visitor)
    : unexplained;
  return {
    kind: request.kind,
    mode: fixed ?? (isUniform ? "uniform" : "recommendation"),
    listed: listed.map((placed) => ({ ...placed, candidate: explain(placed.candidate) })),
  };
};

import type {
  ConsentState,
  DecideRequest,
  DecisionReference,
  DecisionSource,
  Nextmove,
  RecommendedItem,
  RecommendRequest,
} from "../api.ts";
import { DEADLINE_MS } from "../decide/deadline.ts";
import { decisionOf, pageOrder } from "../decide/decision.ts";
import { placeOf } from "../report/latest-selection.ts";
import { createListeners } from "../context/listeners.ts";
import { copyParams } from "../tracker/event-params.ts";
import { rewardOf } from "../visitor/visit/reward-of.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import { newRecording, type Recorded, type Selection } from "./recorded.ts";

/**
 * How the edge ranks in a test: these, best first; as computed from the request; or not at all, and
 * the page gets its own order.
 */
export type TestAnswer<Request, Ranked = string> =
  | readonly Ranked[]
  | ((request: Request) => readonly Ranked[])
  | "unreachable";

/** What the edge recommends in a test. */
export type TestProducts = TestAnswer<RecommendRequest, string | RecommendedItem>;

export interface TestNextmoveOptions {
  /** Case used by calls that name none. Default `test`. */
  readonly case?: string | undefined;
  /** Rankings by case. Default: the order of the request. */
  readonly decisions?: Readonly<Record<string, TestAnswer<DecideRequest>>> | undefined;
  /** Products, or only their ids, by case. Default: the request's `fallback`. */
  readonly recommendations?: Readonly<Record<string, TestProducts>> | undefined;
  /** Default `granted`. */
  readonly consent?: ConsentState | undefined;
  /** Milliseconds on `clock` until the edge answers. Default 0: it answers without the clock. */
  readonly latency?: number | undefined;
  readonly clock?: FakeClock | undefined;
  /** Tracked events that also are rewards. Default `["purchase", "refund"]`. */
  readonly rewards?: readonly string[] | undefined;
}

/** A Nextmove in memory. */
export interface TestNextmove extends Nextmove {
  readonly recorded: Recorded;
  readonly clock: FakeClock;
  /** Ranks so from now on. */
  readonly decides: (caseId: string, answer: TestAnswer<DecideRequest>) => void;
  readonly recommends: (caseId: string, answer: TestProducts) => void;
  /** The visitor goes to another page: tells the listeners of `page`. */
  readonly visit: (url: string) => void;
}

const sourceOf = (ranked: readonly unknown[] | undefined): DecisionSource =>
  ranked ? "edge" : "default";

/** What is possible now of a ranking, at most as much as was asked for. */
const eligible = (
  ranked: readonly string[],
  { actions, limit }: Pick<DecideRequest, "actions" | "limit">,
): readonly string[] =>
  ranked.filter((action) => !actions || actions.includes(action)).slice(0, limit);

export function createTestNextmove(options: TestNextmoveOptions = {}): TestNextmove {
  const { case: defaultCase = "test", latency = 0, rewards = ["purchase", "refund"] } = options;
  const clock = options.clock ?? createFakeClock();
  const decisions = new Map(Object.entries(options.decisions ?? {}));
  const recommendations = new Map(Object.entries(options.recommendations ?? {}));
  const recorded = newRecording();
  const { on, emit, tellError } = createListeners();
  let consent = { state: options.consent ?? "granted", reason: "page" };
  let page = { pageId: "page-1", url: "https://shop.test/", referrer: "" };
  const latest = new Map<string, Selection>();
  let asked = 0;

  /** The edge's ranking once it has answered, or undefined at the deadline. */
  const answerOf = async <Request extends { readonly deadline?: number | undefined }, Ranked>(
    request: Request,
    answer: TestAnswer<Request, Ranked>,
  ): Promise<readonly Ranked[] | undefined> => {
    const { deadline = DEADLINE_MS } = request;
    if (latency > 0) {
      await new Promise<void>((resolve) => clock.after(Math.min(latency, deadline), resolve));
    }
    if (answer === "unreachable" || latency > deadline) return undefined;
    return typeof answer === "function" ? answer(request) : answer;
  };

  const select: Nextmove["select"] = (decision, action = decision.action) => {
    if (decision.source !== "edge" || !action) return;
    const { queryId, case: caseId, source, token } = decision;
    const place = placeOf(decision);
    const previous = latest.get(place);
    if (previous?.queryId === queryId && previous.action === action) return;
    const selection = { queryId, case: caseId, source, action, token };
    latest.set(place, selection);
    recorded.select.push(selection);
  };

  const reward: Nextmove["reward"] = ({ event_type, order_id, ...given }) => {
    const { value = event_type === "refund" ? undefined : 1 } = given;
    const caseId = given.decision?.case ?? given.case ?? defaultCase;
    const decision: DecisionReference | undefined = given.decision ?? latest.get(caseId);
    if (!event_type || !Number.isFinite(value ?? 0)) {
      tellError("invalid_call", "a reward needs an event_type and a finite value");
    } else if (decision?.source !== "edge") {
      tellError("no_decision", `nothing was selected that ${event_type} could reward`);
    } else {
      recorded.reward.push({ event_type, value, order_id, case: caseId, decision });
    }
  };

  return {
    recorded,
    clock,
    decides: (caseId, answer) => void decisions.set(caseId, answer),
    recommends: (caseId, answer) => void recommendations.set(caseId, answer),
    visit(url) {
      page = { pageId: `page-${Number(page.pageId.slice(5)) + 1}`, url, referrer: page.url };
      emit("page", page);
    },
    async decide(request: DecideRequest = {}) {
      recorded.decide.push(request);
      const { case: caseId = defaultCase, actions = [] } = request;
      const queryId = `query-${(asked += 1)}`;
      const answer = await answerOf(request, decisions.get(caseId) ?? actions);
      const ranked = answer && eligible(answer, request);
      if (!ranked) tellError("decide_failed", "the edge of this test did not answer in time");
      const made = {
        source: sourceOf(ranked),
        actions: ranked ?? pageOrder(request),
        token: ranked && `token of ${queryId}`,
      };
      const decision = decisionOf(queryId, caseId, made, select);
      emit("decision", decision);
      return decision;
    },
    async recommend(request = {}) {
      recorded.recommend.push(request);
      const { case: caseId = defaultCase, fallback = [], limit } = request;
      const queryId = `query-${(asked += 1)}`;
      const answer = await answerOf(request, recommendations.get(caseId) ?? fallback);
      const items = (answer ?? fallback)
        .slice(0, limit)
        .map((item) => (typeof item === "string" ? { id: item } : item));
      const recommendation = {
        queryId,
        case: caseId,
        source: sourceOf(answer),
        action: items[0]?.id,
        items,
      };
      emit("recommendation", recommendation);
      return recommendation;
    },
    select,
    reward,
    track(name, given) {
      const params = copyParams(given ?? {});
      if (!name) tellError("invalid_call", "a tracked event needs a name");
      if (!name || !params) return;
      const report = { name, params, pageId: page.pageId };
      recorded.track.push(report);
      emit("track", report);
      // Silently for none, as in the SDK.
      if (rewards.includes(name) && latest.has(defaultCase)) reward(rewardOf(name, params));
    },
    attributes: (record) => void recorded.attributes.push(record),
    consent(state, reason = "page") {
      if (state && state !== consent.state) {
        consent = { state, reason };
        recorded.consent.push(consent);
        emit("consent", consent);
      }
      return consent.state;
    },
    on,
    stop() {},
    flush: async () => {},
    inspect: () => ({
      version: "test",
      endpoint: "https://edge.test",
      key: "pk_test",
      case: defaultCase,
      consent,
      consumerId: consent.state === "granted" ? "visitor-1" : undefined,
      session: undefined,
      tab: "tab-1",
      pageId: page.pageId,
      journal: { events: 0, bytes: 0, durable: false },
      dropped: {},
      circuitOpen: false,
      lastAnswer: undefined,
    }),
  };
}

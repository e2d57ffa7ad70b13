import type {
  Attributes,
  DecideRequest,
  Decision,
  Nextmove,
  NextmoveOptions,
  RecommendRequest,
  Recommendation,
} from "./api.ts";
import { DEADLINE_MS } from "./decide/deadline.ts";
import { decide, type DecisionMaker } from "./decide/decide.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";
import { recommend } from "./decide/recommend.ts";
import { pageRecommendation } from "./decide/recommendation.ts";
import type { DecidingPlatform } from "./platform/platform.ts";
import { latestSelection } from "./report/latest-selection.ts";
import { rewardEvent } from "./report/reward.ts";
import { selectionEvent } from "./report/selection.ts";
import { createCore } from "./tracker/core.ts";
import { rewardOf } from "./visitor/visit/reward-of.ts";
import { createVisit } from "./visitor/visit/visit.ts";

/** Events that are rewards in every shop. */
const REWARDS = ["purchase", "refund"];

/** Wires one SDK over the given browser: a tracker, and decisions on top of it. */
export function assemble(options: NextmoveOptions, platform: DecidingPlatform): Nextmove {
  const { deadline: deadlineMs = DEADLINE_MS, rewards = REWARDS, bootstrap = {} } = options;
  const { tracker, wiring: context, submitReport, safely, reached } = createCore(options, platform);
  const { listeners, kept, defaultCase = "" } = context;
  const visitState = createVisit(context, tracker.consent);

  const select: Nextmove["select"] = (decision, action) =>
    safely(() => submitReport(selectionEvent(context, decision, action)));
  const reward: Nextmove["reward"] = (given) =>
    safely(() => submitReport(rewardEvent(context, given)));

  listeners.on("track", ({ name, params }) => {
    // A purchase that nothing led to is no error: most shops have many.
    if (rewards.includes(name) && latestSelection(kept, defaultCase))
      reward(rewardOf(name, params));
  });

  const maker: DecisionMaker = {
    ...context,
    screen: platform.screen,
    deadlineMs,
    select,
    reached,
    bootstrap: new Map(Object.entries(bootstrap)),
  };
  let declared: Attributes = {};
  const fullState = (state: Attributes | undefined) => ({ ...visitState(), ...declared, ...state });

  /** Answers the request in any case: what a bug of ours would break is the page's own order. */
  const answering =
    <Request extends { readonly state?: Attributes | undefined }, Answer>(
      answer: (maker: DecisionMaker, request: Partial<Request>) => Promise<Answer>,
      own: (request: Partial<Request>) => Answer,
    ) =>
    async (request?: Request): Promise<Answer> => {
      const asked = copyOf(request);
      try {
        return await answer(maker, { ...asked, state: fullState(asked.state) });
      } catch (error) {
        listeners.tellError("internal", error);
        return own(asked);
      }
    };

  return {
    ...tracker,
    decide: answering<DecideRequest, Decision>(decide, pageDecision),
    recommend: answering<RecommendRequest, Recommendation>(recommend, pageRecommendation),
    select,
    reward,
    attributes: (record) =>
      safely(() => {
        declared = { ...declared, ...record };
      }),
  };
}

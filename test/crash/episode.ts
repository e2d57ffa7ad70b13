import type { Random } from "@nextmove/engine";

export const ACTIONS = ["free-delivery", "gift-wrap", "ten-percent", "newsletter", "nothing"];

/** One visitor of the shop, fixed beforehand, so that every request can be sent again unchanged. */
export type Episode = {
  queryId: string;
  state: Record<string, unknown>;
  /** Rank of the action that a select says was shown; without a select the first one counts. */
  selectedRank: 0 | 1 | undefined;
  rewards: { rewardId: string; value: number; isSentTwice: boolean }[];
  /** Whether the rewards arrive before their decision. */
  isOvertaken: boolean;
};

export type EpisodeRequest = {
  kind: "decide" | "select" | "reward";
  /** What this request is within its episode; two copies of one reward differ only in this. */
  id: string;
  path: string;
  body: Record<string, unknown>;
};

export function createEpisode(queryId: string, random: Random): Episode {
  const pick = <T>(...choices: [T, ...T[]]): T =>
    choices[Math.floor(random() * choices.length)] ?? choices[0];
  return {
    queryId,
    state: {
      device: pick("mobile", "desktop", "tablet"),
      basket_value: Math.round(random() * 200),
      products_viewed: pick([], ["cup"], ["cup", "plate"]),
      is_known: random() < 0.5,
    },
    selectedRank: pick(undefined, 0, 1),
    rewards: Array.from({ length: pick(0, 1, 1, 2) }, (_, index) => ({
      rewardId: `${queryId}-reward-${index}`,
      value: Math.round(random() * 50),
      isSentTwice: random() < 0.3,
    })),
    isOvertaken: random() < 0.1,
  };
}

/** The requests of an episode in order. Takes the body of each answer before it gives the next. */
export function* requestsOf(
  episode: Episode,
  caseId: string,
): Generator<EpisodeRequest, void, string> {
  const { queryId: query_id, state } = episode;
  const rewards = rewardRequests(episode, caseId);
  if (episode.isOvertaken) yield* rewards;
  const decided: { actions: string[] } = JSON.parse(
    yield {
      kind: "decide",
      id: "decide",
      path: `/v3/action/${caseId}`,
      body: { query_id, consumer_id: `visitor-${query_id}`, state, actions: ACTIONS },
    },
  );
  if (episode.selectedRank !== undefined) {
    const action = decided.actions[episode.selectedRank];
    yield {
      kind: "select",
      id: "select",
      path: `/v3/action/${caseId}/select`,
      body: { query_id, action },
    };
  }
  if (!episode.isOvertaken) yield* rewards;
}

function rewardRequests(episode: Episode, caseId: string): EpisodeRequest[] {
  return episode.rewards.flatMap(({ rewardId, value, isSentTwice }) => {
    const reward: EpisodeRequest = {
      kind: "reward",
      id: rewardId,
      path: `/v3/reward/${caseId}`,
      body: { query_id: episode.queryId, event_type: "purchase", value, reward_id: rewardId },
    };
    return isSentTwice ? [reward, { ...reward, id: `${rewardId} again` }] : [reward];
  });
}

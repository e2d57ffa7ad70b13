import type { Random } from "@nextmove/engine";

import type { HttpRequest } from "../../harness/http-client.ts";

export const CASE_ID = "bench";
const ACTIONS = ["free-delivery", "gift-wrap", "ten-percent", "newsletter", "nothing"];
const HEADERS = { authorization: "Bearer sk_test_demo", "content-type": "application/json" };

export const KINDS = ["decide", "select", "reward"] as const;
export type Kind = (typeof KINDS)[number];

/**
 * One request of the kind for each query.
 *
 * @param decided answers to the queries' decisions, which a select names an action of
 */
export function requestsOf(
  kind: Kind,
  queryIds: string[],
  decided: string[],
  random: Random,
): HttpRequest[] {
  if (kind === "decide") return queryIds.map((queryId) => decideRequest(queryId, random));
  if (kind === "reward") return queryIds.map((queryId) => rewardRequest(queryId, random));
  return queryIds.map((queryId, index) => selectRequest(queryId, decided[index] ?? ""));
}

/** A decision over 5 actions and 12 state keys, of the sorts that a shop sends. */
function decideRequest(queryId: string, random: Random): HttpRequest {
  const pick = (...values: string[]): string => values[Math.floor(random() * values.length)] ?? "";
  const state = {
    device: pick("mobile", "desktop", "tablet"),
    browser: pick("chrome", "safari", "firefox", "edge"),
    country: pick("DE", "FR", "NL", "AT", "CH"),
    campaign: pick("none", "spring", "newsletter", "retargeting"),
    referrer: pick("search", "social", "direct", "mail"),
    page: pick("home", "category", "product", "basket"),
    products_viewed: [pick("cup", "plate", "bowl"), pick("glass", "vase", "jug")],
    basket_value: Math.round(random() * 20_000) / 100,
    basket_items: Math.floor(random() * 6),
    visits: Math.floor(random() * 30),
    hour: Math.floor(random() * 24),
    is_known: random() < 0.4,
  };
  const body = { query_id: queryId, consumer_id: `visitor-${queryId}`, state, actions: ACTIONS };
  return { path: `/v3/action/${CASE_ID}`, headers: HEADERS, body };
}

/** The shop showed the first action of the answer. */
function selectRequest(queryId: string, answer: string): HttpRequest {
  const { actions }: { actions: string[] } = JSON.parse(answer);
  const body = { query_id: queryId, action: actions[0] };
  return { path: `/v3/action/${CASE_ID}/select`, headers: HEADERS, body };
}

function rewardRequest(queryId: string, random: Random): HttpRequest {
  const value = Math.round(random() * 10_000) / 100;
  const body = { query_id: queryId, event_type: "purchase", value, reward_id: `${queryId}-order` };
  return { path: `/v3/reward/${CASE_ID}`, headers: HEADERS, body };
}

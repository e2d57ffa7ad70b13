import { ranking, type Ranking } from "@nextmove/contract";
import { call } from "./call.ts";

export interface Customer {
  readonly query_id: string;
  readonly consumer_id: string;
  readonly state: object;
}

export interface Reward {
  readonly query_id: string;
  readonly consumer_id: string;
  readonly event_type: "click" | "purchase";
  readonly value: number;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; message: string };

export interface Client {
  /** One ranking for each customer, in their order. */
  decide(customers: readonly Customer[], actions: readonly string[]): Promise<Result<Ranking[]>>;
  reward(rewards: readonly Reward[]): Promise<Result<void>>;
}

const rankings = ranking.array();

/** The batch routes of one case, under a secret key. */
export function createClient(origin: string, caseId: string): Client {
  const post = (path: string, body: object) => call(origin, "secret", "POST", path, body);

  return {
    async decide(customers, actions) {
      const answer = await post(`/v3/action/${caseId}/batch`, { customers, actions });
      if (!answer.ok) return answer;
      const said: unknown = await answer.response.json().catch(() => undefined);
      const parsed = rankings.length(customers.length).safeParse(said);
      return parsed.success
        ? { ok: true, value: parsed.data }
        : { ok: false, message: `Not a list of ${customers.length} rankings: ${parsed.error}` };
    },
    async reward(rewards) {
      const answer = await post(`/v3/reward/${caseId}/batch`, { rewards });
      return answer.ok ? { ok: true, value: undefined } : answer;
    },
  };
}

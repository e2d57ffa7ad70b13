import { problemResponse, ranking, type Ranking } from "@nextmove/contract";

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
export function createClient(origin: string, key: string, caseId: string): Client {
  async function post(path: string, body: object): Promise<Result<unknown>> {
    const response = await fetch(new URL(path, origin), {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    if (response === undefined) {
      return { ok: false, message: `No answer from ${origin}. Is the server running (npm start)?` };
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { ok: true, value: answer };
    const problem = problemResponse.safeParse(answer);
    const reason = problem.success ? problem.data.error.message : "no reason given";
    return { ok: false, message: `${origin}${path} answered ${response.status}: ${reason}` };
  }

  return {
    async decide(customers, actions) {
      const answer = await post(`/v3/action/${caseId}/batch`, { customers, actions });
      if (!answer.ok) return answer;
      const parsed = rankings.length(customers.length).safeParse(answer.value);
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

import {
  type ActionResponse,
  actionResponse,
  type CaseSettings,
  type CaseStatus,
  caseStatus,
  type Explanation,
  explanation,
  type Ranking,
  ranking,
  type Receipt,
  receipt,
} from "@nextmove/contract";

import { serverUrl } from "../../../harness/server-url.ts";
import { ADMIN_KEY, type Answer, type Call, callerOf, type Request } from "./http.ts";

type Body = Readonly<Record<string, unknown>>;

/**
 * The API as a client written from its documentation sees it. Everything but `call` insists on
 * success and on the documented shape, so a test that uses it fails where the answer is wrong.
 */
export type Api = {
  call: Call;
  decide: (caseId: string, body: Body, request?: Request) => Promise<ActionResponse>;
  decideBatch: (caseId: string, body: Body) => Promise<Ranking[]>;
  select: (caseId: string, body: Body, request?: Request) => Promise<Receipt>;
  reward: (caseId: string, body: Body, request?: Request) => Promise<Receipt>;
  rewardBatch: (caseId: string, rewards: readonly Body[]) => Promise<void>;
  /** What the model thinks of a state, without a trace in it. */
  explain: (caseId: string, body: Body) => Promise<Explanation>;
  /** Makes a case, or changes its settings. */
  putCase: (caseId: string, settings?: Partial<CaseSettings> | Body) => Promise<string>;
  status: (caseId: string) => Promise<CaseStatus>;
  /** Erases a consumer: with as many requests as that takes in an account with the cases of many tests. */
  erase: (consumer: string, request?: Request) => Promise<void>;
  /** Moves the server's clock on and runs what is due by then. */
  advance: (milliseconds: number) => Promise<void>;
  /** Waits, on the server's clock, until every shard ranks with what all of them have learned. */
  settle: () => Promise<void>;
};

/** Longer than a shard holds its events back from the model (2 s). */
const SETTLED_MS = 2_500;
/** Longer than a Worker believes its copy of the account's settings (30 s). */
export const SNAPSHOT_EXPIRED_MS = 31_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The API of the server that all files of a worker share. */
export const sharedApi = (): Api => apiAt(serverUrl());

export function apiAt(url: string): Api {
  const call = callerOf(url);
  const post = async (path: string, body: unknown, request: Request = {}): Promise<unknown> =>
    succeeded(path, await call("POST", path, { ...request, body })).json;
  const advance = async (milliseconds: number): Promise<void> => {
    await post("/dev/clock", { advance_ms: milliseconds });
  };
  return {
    call,
    advance,
    async settle() {
      // Once to bring what was learned to the model, once to bring the model back.
      await advance(SETTLED_MS);
      await advance(SETTLED_MS);
    },
    async decide(caseId, body, request) {
      return actionResponse.parse(await post(`/v3/action/${caseId}`, body, request));
    },
    async decideBatch(caseId, body) {
      return ranking.array().parse(await post(`/v3/action/${caseId}/batch`, body));
    },
    async select(caseId, body, request) {
      return receipt.parse(await post(`/v3/action/${caseId}/select`, body, request));
    },
    async reward(caseId, body, request) {
      return receipt.parse(await post(`/v3/reward/${caseId}`, body, request));
    },
    async rewardBatch(caseId, rewards) {
      receipt.parse(await post(`/v3/reward/${caseId}/batch`, { rewards }));
    },
    async explain(caseId, body) {
      const answer = await post(`/v3/action/${caseId}?explain=1`, { ...body, test_api: true });
      return explanation.parse(actionResponse.parse(answer).explain);
    },
    async putCase(caseId, settings = {}) {
      const path = `/v3/cases/${caseId}`;
      succeeded(path, await call("PUT", path, { key: ADMIN_KEY, body: settings }));
      return caseId;
    },
    async erase(consumer, request) {
      const path = `/v3/consumers/${encodeURIComponent(consumer)}`;
      let isMore = true;
      while (isMore) isMore = succeeded(path, await call("DELETE", path, request)).status === 202;
    },
    async status(caseId) {
      const path = `/v3/cases/${caseId}/status`;
      return caseStatus.parse(succeeded(path, await call("GET", path, { key: ADMIN_KEY })).json);
    },
  };
}

function succeeded(path: string, answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
}

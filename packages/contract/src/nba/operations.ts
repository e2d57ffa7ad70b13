import { z } from "zod";
import type { Operation } from "../operation.ts";
import { actionRequest, actionResponse, decisionInput, ranking } from "./action.ts";
import {
  actionBatchRequest,
  partialFailure,
  rewardBatchRequest,
  selectBatchRequest,
} from "./batch.ts";
import { rewardInput, rewardRequest } from "./reward.ts";
import { receipt, selectionInput, selectRequest } from "./select.ts";
import { versionResponse } from "./version.ts";

const keys = ["secret", "publishable"] as const;
const strict = { strict: "1: answer 404 to a query that is not known" };

/** The next-best-action surface. */
export const nbaOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/v3",
    summary: "The version of the API.",
    keys: [],
    answer: versionResponse,
  },
  {
    method: "post",
    path: "/v3/action/{case_id}",
    summary: "Rank actions for a visitor, the best first.",
    keys,
    query: {
      explain: "1: with probabilities and scores, under a secret key",
      token: "1: with the token that a browser's selections and rewards need",
    },
    body: actionRequest,
    answer: actionResponse,
  },
  {
    method: "post",
    path: "/v3/action/{case_id}/batch",
    summary: "Rank actions for up to 500 visitors; HTTP 400 when some failed.",
    keys,
    body: actionBatchRequest.extend({ customers: z.array(decisionInput) }),
    answer: z.array(ranking).or(partialFailure),
  },
  ...(["post", "patch"] as const).map((method): Operation => ({
    method,
    path: method === "post" ? "/v3/action/{case_id}/select" : "/v3/action/{case_id}",
    summary: "Say which action was shown.",
    keys,
    query: strict,
    body: selectRequest,
    answer: receipt,
  })),
  {
    method: "post",
    path: "/v3/action/{case_id}/select/batch",
    summary: "Say for up to 500 queries which action was shown; HTTP 400 when some failed.",
    keys,
    query: strict,
    body: selectBatchRequest.extend({ selection: z.array(selectionInput) }),
    answer: receipt.or(partialFailure),
  },
  {
    method: "post",
    path: "/v3/reward/{case_id}",
    summary: "Report what a decision brought.",
    keys,
    query: strict,
    body: rewardRequest,
    answer: receipt,
  },
  {
    method: "post",
    path: "/v3/reward/{case_id}/batch",
    summary: "Report up to 500 rewards; HTTP 400 when some failed.",
    keys,
    query: strict,
    body: rewardBatchRequest.extend({ rewards: z.array(rewardInput) }),
    answer: receipt.or(partialFailure),
  },
];

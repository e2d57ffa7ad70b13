import { z } from "zod";
import type { Operation } from "../operation.ts";
import { collectResponse } from "./answer.ts";
import { consumerResponse } from "./consumer.ts";
import { collectRequest } from "./envelope.ts";

/** What browsers report, and what is kept of a consumer. */
export const collectOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/v3/collect/{case_id}",
    summary: "Report what happened on a page: selections, rewards, tracked events, in one request.",
    keys: ["secret", "publishable"],
    body: collectRequest,
    answer: collectResponse,
  },
  {
    method: "get",
    path: "/v3/consumers/{consumer_id}",
    summary: "What is known of a consumer, the newest first.",
    keys: ["secret"],
    query: { before: "from the page before" },
    answer: consumerResponse,
  },
  {
    method: "get",
    path: "/v3/consumers/{consumer_id}/export",
    summary: "All that is kept of a consumer, a line of JSON for each thing.",
    keys: ["secret"],
    answer: z.unknown(),
  },
  {
    method: "delete",
    path: "/v3/consumers/{consumer_id}",
    summary: "Erase a consumer. 202: there is more to erase, which goes on by itself.",
    keys: ["secret", "admin"],
    answer: z.object({ status: z.literal(1) }),
  },
];

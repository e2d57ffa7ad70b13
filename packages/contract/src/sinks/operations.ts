import { z } from "zod";
import type { Operation } from "../operation.ts";
import { sinkListResponse, sinkReplayResponse, sinkResponse, sinkStatus } from "./answer.ts";
import { sinkSettings } from "./sink.ts";

const keys = ["admin"] as const;

/** Where events are forwarded to. */
export const sinkOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/v3/sinks",
    summary: "The sinks of the account, without their secrets.",
    keys,
    answer: sinkListResponse,
  },
  {
    method: "get",
    path: "/v3/sinks/{sink_id}",
    summary: "A sink, and how its delivery goes.",
    keys,
    answer: sinkStatus,
  },
  {
    method: "put",
    path: "/v3/sinks/{sink_id}",
    summary: "Forward events to a sink, or change its settings; shows a new webhook's secret.",
    keys,
    body: sinkSettings,
    answer: sinkResponse,
  },
  {
    method: "delete",
    path: "/v3/sinks/{sink_id}",
    summary: "Forward nothing more; what was not delivered is dropped.",
    keys,
    answer: z.object({ status: z.literal(1) }),
  },
  {
    method: "post",
    path: "/v3/sinks/{sink_id}/rotate-secret",
    summary: "Give a webhook a new secret; the one before signs too for 24 hours.",
    keys,
    answer: sinkResponse,
  },
  {
    method: "post",
    path: "/v3/sinks/{sink_id}/replay",
    summary: "Try again what was parked.",
    keys,
    answer: sinkReplayResponse,
  },
];

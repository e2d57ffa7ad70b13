import { z } from "zod";
import type { Operation } from "../operation.ts";
import { assignBody, assignResponse } from "./assign.ts";
import { testCycleEventsBody, testCycleEventsResponse } from "./event.ts";
import { outcomesRequest, outcomesResponse } from "./outcome.ts";
import { periodListResponse, periodResponse, periodSettings } from "./period.ts";
import { rejectedResponse } from "./rejected.ts";
import { promoteRequest, promoteResponse, testCycleReport } from "./report.ts";

const admin = ["admin"] as const;
const readers = ["secret", "admin"] as const;
const done = z.object({ status: z.literal(1) });

const events = {
  method: "post",
  keys: ["secret", "publishable"],
  body: testCycleEventsBody,
  answer: testCycleEventsResponse,
  status: 202,
} as const;

/** Models compared over time. */
export const testCycleOperations: readonly Operation[] = [
  {
    ...events,
    path: "/v3/test-cycle/events",
    summary: "What happened with the visitors of a test: models, assistance, outcomes.",
  },
  { ...events, path: "/v3/events", summary: "The same as /v3/test-cycle/events." },
  {
    method: "get",
    path: "/v3/test-cycle/rejected",
    summary: "Events that were rejected, and why: how many, and the latest.",
    keys: readers,
    answer: rejectedResponse,
  },
  {
    method: "get",
    path: "/v3/test-cycle/periods",
    summary: "The periods in which models are compared, the newest first.",
    keys: readers,
    answer: periodListResponse,
  },
  {
    method: "get",
    path: "/v3/test-cycle/periods/{period_id}",
    summary: "A period.",
    keys: readers,
    answer: periodResponse,
  },
  {
    method: "put",
    path: "/v3/test-cycle/periods/{period_id}",
    summary: "Plan a period, or change one.",
    keys: admin,
    query: { force: "1: change what is compared although the period has begun" },
    body: periodSettings,
    answer: periodResponse,
  },
  {
    method: "delete",
    path: "/v3/test-cycle/periods/{period_id}",
    summary: "Delete a period; the events stay.",
    keys: admin,
    answer: done,
  },
  {
    method: "post",
    path: "/v3/test-cycle/periods/{period_id}/assign",
    summary: "The model of a visitor: always the same, and noted the first time.",
    keys: ["secret", "publishable"],
    body: assignBody,
    answer: assignResponse,
  },
  {
    method: "get",
    path: "/v3/test-cycle/periods/{period_id}/report",
    summary: "What the models came to, and which to go on with; as JSON, CSV or a page.",
    keys: readers,
    query: { format: "json, csv or html; default: what Accept prefers" },
    answer: testCycleReport,
  },
  {
    method: "post",
    path: "/v3/test-cycle/periods/{period_id}/promote",
    summary: "Go on with the model that was found better.",
    keys: admin,
    query: { force: "1: also with one that was not" },
    body: promoteRequest,
    isBodyOptional: true,
    answer: promoteResponse,
  },
  {
    method: "get",
    path: "/v3/test-cycle/outcomes",
    summary: "What outcomes are and what they are worth.",
    keys: admin,
    answer: outcomesResponse,
  },
  {
    method: "put",
    path: "/v3/test-cycle/outcomes",
    summary: "Add outcomes to the catalogue, or replace those of the same names.",
    keys: admin,
    body: outcomesRequest,
    answer: outcomesResponse,
  },
  {
    method: "delete",
    path: "/v3/test-cycle/outcomes/{outcome_id}",
    summary: "Take an outcome out of the catalogue.",
    keys: admin,
    answer: outcomesResponse,
  },
];

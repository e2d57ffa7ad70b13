import { z } from "zod";
import type { Operation } from "../operation.ts";
import { auditResponse } from "./audit.ts";
import { caseListResponse, caseResponse, caseSettings } from "./case.ts";
import { bootstrapRequest, createdKeyResponse, createKeyRequest, keyDescription } from "./key.ts";
import {
  activateModelRequest,
  activateModelResponse,
  createModelRequest,
  modelListResponse,
  modelResponse,
} from "./model.ts";
import { caseStatus } from "./status.ts";

const keys = ["admin"] as const;
const done = z.object({ status: z.literal(1) });

/** Cases and keys. */
export const adminOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/v3/cases",
    summary: "The cases of the account.",
    keys,
    answer: caseListResponse,
  },
  {
    method: "get",
    path: "/v3/cases/{case_id}",
    summary: "The settings of a case.",
    keys,
    answer: caseResponse,
  },
  {
    method: "put",
    path: "/v3/cases/{case_id}",
    summary: "Make a case, or replace its settings; {} will do.",
    keys,
    body: caseSettings,
    answer: caseResponse,
  },
  {
    method: "delete",
    path: "/v3/cases/{case_id}",
    summary: "Delete a case with all it has learned and logged.",
    keys,
    answer: done,
  },
  {
    method: "get",
    path: "/v3/cases/{case_id}/status",
    summary: "How a case is doing: counts, learning curve, shards.",
    keys,
    answer: caseStatus,
  },
  {
    method: "get",
    path: "/v3/cases/{case_id}/models",
    summary: "The versions of a case's model.",
    keys,
    answer: modelListResponse,
  },
  {
    method: "post",
    path: "/v3/cases/{case_id}/models",
    summary: "Keep a version of a case's model: frozen, or as a fork that goes on learning.",
    keys,
    body: createModelRequest,
    answer: modelResponse,
    status: 201,
  },
  {
    method: "get",
    path: "/v3/cases/{case_id}/models/{model_id}",
    summary: "A version of a case's model.",
    keys,
    answer: modelResponse,
  },
  {
    method: "delete",
    path: "/v3/cases/{case_id}/models/{model_id}",
    summary: "Delete a version.",
    keys,
    answer: done,
  },
  {
    method: "post",
    path: "/v3/cases/{case_id}/models/{model_id}/activate",
    summary: "Let the case's model go on from a version: promote it, or roll back to it.",
    keys,
    body: activateModelRequest,
    answer: activateModelResponse,
  },
  {
    method: "post",
    path: "/v3/accounts",
    summary:
      "Make an account and its first admin key; takes the root key as bearer. Under an Idempotency-Key the same request is told that key again.",
    keys: [],
    body: bootstrapRequest,
    answer: createdKeyResponse,
    status: 201,
  },
  {
    method: "get",
    path: "/v3/audit",
    summary: "Who changed what in the account, the latest first; 100 a page, 10,000 are kept.",
    keys,
    query: { before: "from the page before" },
    answer: auditResponse,
  },
  {
    method: "get",
    path: "/v3/keys",
    summary: "The keys of the account, without the keys themselves.",
    keys,
    answer: done.extend({ keys: z.array(keyDescription) }),
  },
  {
    method: "post",
    path: "/v3/keys",
    summary:
      "Make a key; this answer alone shows it, or, under an Idempotency-Key, that to the same request sent again.",
    keys,
    body: createKeyRequest,
    answer: createdKeyResponse,
    status: 201,
  },
  {
    method: "delete",
    path: "/v3/keys/{key_id}",
    summary: "Revoke a key.",
    keys,
    answer: done.extend(keyDescription.shape),
  },
];

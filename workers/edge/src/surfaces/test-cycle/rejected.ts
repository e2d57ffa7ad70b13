import {
  REJECTED_LIMIT_CHARACTERS,
  type RejectedResponse,
  trackingIdIn,
  visitorOf,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { type App, door, NO_BODY } from "../request/door.ts";
import type { Failure } from "../../http/problems.ts";
import { allTestCycleShards } from "../../protocol/test-cycle-shard/placement.ts";
import type { Rejection } from "../../protocol/test-cycle-shard/reject.ts";
import { testCycleShardAt } from "../../protocol/test-cycle-shard/stub.ts";
import { ownAccount } from "../request/own-account.ts";
import { BrokenLine } from "./read-lines.ts";

/** What is kept of an event that was rejected. */
export const rejectionOf = (
  raw: unknown,
  error: Failure,
  { at, byPage }: { at: number; byPage: boolean },
): Rejection => {
  const text = raw instanceof BrokenLine ? raw.text : JSON.stringify(raw);
  const trackingId = trackingIdIn(raw);
  return {
    visitor: trackingId === undefined ? "" : visitorOf(trackingId),
    at,
    ...error,
    body: text.slice(0, REJECTED_LIMIT_CHARACTERS),
    byPage,
  };
};

const get = async (context: Context<App>): Promise<Response> => {
  const { account } = ownAccount(context);
  const shards = await Promise.all(
    allTestCycleShards().map((shard) => testCycleShardAt(context.env, account, shard).rejected()),
  );
  return context.json({
    status: 1,
    rejected: shards.reduce((total, { count }) => total + count, 0),
    events: shards
      .flatMap(({ latest }) => latest)
      .sort((left, right) => right.at - left.at)
      .map(({ at, ...said }) => ({ at: new Date(at).toISOString(), ...said })),
  } satisfies RejectedResponse);
};

/** What was rejected, and why. */
export const rejections = new Hono<App>().get(
  "/test-cycle/rejected",
  door(["secret", "admin"], NO_BODY),
  get,
);

import {
  furtherOf,
  type RefusedEvent,
  TEST_CYCLE_BODY_LIMIT_BYTES,
  TEST_CYCLE_LIMIT_EVENTS,
  testCycleEvent,
  type TestCycleEvent,
  type TestCycleEventsResponse,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door } from "../request/door.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { fail, ok, type Result } from "../../result.ts";
import { complete } from "./complete.ts";
import { once } from "./once.ts";
import { rejectionOf } from "./rejected.ts";
import { refuseMoney } from "./refuse-money.ts";
import { BrokenLine, readJsonOrLines } from "./read-lines.ts";
import { recordAll } from "../../protocol/test-cycle-shard/record.ts";
import { rejectAll, type Rejection } from "../../protocol/test-cycle-shard/reject.ts";

/** The events of a body: one, a list, or `{events}`. */
const eventsIn = (body: unknown): Result<readonly unknown[], Failure> => {
  const wrapped =
    typeof body === "object" && body !== null && "events" in body ? body.events : body;
  const events: readonly unknown[] | undefined = Array.isArray(wrapped)
    ? wrapped
    : wrapped === body
      ? [body]
      : undefined;
  if (!events) return fail(failure("invalid_body", "must be a list", "events"));
  return events.length > TEST_CYCLE_LIMIT_EVENTS
    ? fail(failure("batch_too_large", `at most ${TEST_CYCLE_LIMIT_EVENTS} events`, "events"))
    : ok(events);
};

const readEvent = (
  context: Context<App>,
  raw: unknown,
  index: number,
  receivedAt: number,
): Result<TestCycleEvent, Failure> => {
  if (raw instanceof BrokenLine) return fail(raw.problem);
  const parsed = testCycleEvent.safeParse(raw);
  if (!parsed.success) {
    const [first = failure("invalid_body", "is no event")] = failuresOf(parsed.error);
    return fail(first);
  }
  const key = context.req.header("idempotency-key");
  const requestKey = key === undefined ? undefined : `${key}#${index}`;
  const { account, key: apiKey } = context.get("principal");
  const byPage = apiKey.kind === "publishable";
  const refusal = byPage && refuseMoney(parsed.data, account.outcomes);
  if (refusal) return fail(refusal);
  const further = furtherOf(raw, parsed.data);
  return ok(complete(parsed.data, { receivedAt, requestKey, byPage, further }));
};

const take = async (context: Context<App>): Promise<Response> => {
  const raw = eventsIn(context.get("body"));
  if (!raw.ok) return refuse(context, raw.error);
  const receivedAt = now();
  const events: TestCycleEvent[] = [];
  const rejected: RefusedEvent[] = [];
  const kept: Rejection[] = [];
  const came = { at: receivedAt, byPage: context.get("principal").key.kind === "publishable" };
  for (const [index, each] of raw.value.entries()) {
    const event = readEvent(context, each, index, receivedAt);
    if (event.ok) {
      events.push(event.value);
    } else {
      rejected.push({ index, ...event.error });
      kept.push(rejectionOf(each, event.error, came));
    }
  }
  const { account } = context.get("principal").account;
  const accepted = await recordAll(context.env, account, events);
  await rejectAll(context.env, account, kept);
  return context.json(
    {
      status: rejected.length > 0 ? 0 : 1,
      accepted,
      duplicates: events.length - accepted,
      rejected,
    } satisfies TestCycleEventsResponse,
    rejected.length > 0 ? 400 : 202,
  );
};

const KEYS = ["secret", "publishable"] as const;

/** What happened to the visitors of a test. */
export const testCycleEvents = new Hono<App>().on(
  "POST",
  ["/test-cycle/events", "/events"],
  door(KEYS, TEST_CYCLE_BODY_LIMIT_BYTES, readJsonOrLines),
  (context) => once(context, () => take(context)),
);

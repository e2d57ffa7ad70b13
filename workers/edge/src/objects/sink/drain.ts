import type { Attempt } from "../../forward/attempt.ts";
import { fullJitterMs } from "../../forward/backoff.ts";
import { afterFailure, afterSuccess, allowed, type Gate } from "../../forward/gate.ts";
import type { Message } from "../../protocol/sink/message.ts";
import type { Batch, SinkQueue } from "./sink-queue.ts";
import type { Shape } from "../../forward/kinds/kind.ts";

/** What has failed for so long, or so often, is parked. */
const PARK_AFTER_MS = 3 * 86_400_000;
const PARK_AFTER_ATTEMPTS = 40;

export interface DrainDeps {
  queue: Pick<SinkQueue, "next" | "done" | "failed" | "park">;
  shape: Shape;
  gate: () => Gate;
  /** Null: the sink has no form for these. */
  send(messages: readonly [Message, ...Message[]]): Promise<Attempt> | null;
  /** Notes what came of a request, in the same transaction as the queue's change. */
  note(change: { gate?: Gate; error?: string; skipped?: number; gone?: boolean }): void;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

type Failed = Extract<Attempt, { ok: false }>;

const settleFailure = (deps: DrainDeps, batch: Batch, failed: Failed): void => {
  const { queue, shape } = deps;
  const now = deps.now();
  const {
    reason: error,
    retryAfterMs = 0,
    gone = false,
    whole = false,
    unreached = false,
  } = failed;
  const gate = afterFailure(deps.gate(), { retryAfterMs, whole, unreached }, now, deps.random);
  deps.note({ gate, error, gone });
  // It stays where it is: all of them wait for the endpoint, not for it.
  if (gone || whole || shape.inOrder === "all") return;
  const attempts = batch.attempts + 1;
  const isHopeless = attempts >= PARK_AFTER_ATTEMPTS || now - (batch.since ?? now) >= PARK_AFTER_MS;
  if (isHopeless) queue.park(batch, now, error);
  else queue.failed(batch, now, now + Math.max(retryAfterMs, fullJitterMs(attempts, deps.random)));
};

/** A message that breaks what brings it into form fails like one that is refused: the others go on. */
const attemptOf = async (deps: DrainDeps, { queued }: Batch): Promise<Attempt | null> => {
  const [first, ...rest] = queued;
  try {
    return await deps.send([first.message, ...rest.map(({ message }) => message)]);
  } catch (error) {
    console.error(JSON.stringify({ message: first.message.id, error: String(error) }));
    return { ok: false, reason: "could not be sent" };
  }
};

const deliver = async (deps: DrainDeps, batch: Batch): Promise<void> => {
  const attempt = await attemptOf(deps, batch);
  if (!attempt) {
    deps.note({ skipped: batch.queued.length });
    deps.queue.done(batch, deps.now());
    return;
  }
  if (!attempt.ok) return settleFailure(deps, batch, attempt);
  const gate = deps.gate();
  if (gate.failures > 0 || gate.opened > 0) deps.note({ gate: afterSuccess(gate) });
  deps.queue.done(batch, deps.now());
};

/**
 * Delivers what is due, several visitors at a time and each one's messages one after the other, until
 * nothing is left that may be sent now.
 *
 * @param isOver says that no more should be begun, for whatever reason
 */
export const drain = async (deps: DrainDeps, isOver: () => boolean): Promise<void> => {
  const underWay = new Map<string, Promise<void>>();
  for (;;) {
    const now = deps.now();
    while (!isOver() && underWay.size < allowed(deps.gate(), now)) {
      const batch = deps.queue.next(now, new Set(underWay.keys()), deps.shape);
      if (!batch) break;
      const { visitor } = batch;
      const delivery = deliver(deps, batch).finally(() => underWay.delete(visitor));
      underWay.set(visitor, delivery);
    }
    if (underWay.size === 0) return;
    await Promise.race(underWay.values());
  }
};

import { describe, expect, it } from "vitest";
import { reward, selection } from "../journal/event.fake.ts";
import { drain } from "./drain.ts";
import type { Answer } from "./post.ts";

const answer = (status: number, body?: unknown): Answer => ({ status, body, retryAfter: null });

async function run(events: Parameters<typeof drain>[0], answers: readonly Answer[]) {
  const log: string[] = [];
  const next = answers.values();
  const failure = await drain(events, {
    async post([first]) {
      log.push(`post ${first.id}`);
      return next.next().value ?? answer(200);
    },
    sent: (_, ids) => log.push(`sent ${ids.join()}`),
    refused: (reason, ids) => log.push(`refused ${ids.join()}: ${reason}`),
  });
  return { log, failure };
}

describe("drain", () => {
  it("sends one batch after the other", async () => {
    expect(await run([reward(1), selection(2)], [])).toEqual({
      log: ["post select-000002", "sent select-000002", "post reward-000001", "sent reward-000001"],
      failure: undefined,
    });
  });

  it("stops at the first batch without an answer, so that nothing overtakes it", async () => {
    const failed = answer(503);
    expect(await run([reward(1), selection(2)], [failed])).toEqual({
      log: ["post select-000002"],
      failure: failed,
    });
  });

  it("goes on after a refusal", async () => {
    expect(await run([reward(1), selection(2)], [answer(403, { error: "no" })])).toEqual({
      log: [
        "post select-000002",
        'refused select-000002: 403 "no"',
        "post reward-000001",
        "sent reward-000001",
      ],
      failure: undefined,
    });
  });

  it("tells the good of a batch from the bad", async () => {
    const body = { failed: [{ index: 1, code: "bad_token", message: "…" }] };
    const { log } = await run([selection(1), selection(2), selection(3)], [answer(400, body)]);
    expect(log).toEqual([
      "post select-000001",
      "refused select-000002: bad_token",
      "sent select-000001,select-000003",
    ]);
  });

  it("keeps an item that the edge cannot take now, and stops there", async () => {
    const failed = answer(400, { failed: [{ index: 0, code: "overloaded", message: "…" }] });
    expect(await run([selection(1), selection(2), reward(3)], [failed])).toEqual({
      log: ["post select-000001", "sent select-000002"],
      failure: failed,
    });
  });
});

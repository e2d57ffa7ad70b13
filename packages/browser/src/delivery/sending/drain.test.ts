import { describe, expect, it } from "vitest";
import { reward, selection } from "../../storage/entry.fake.ts";
import { droppedEntry } from "../../storage/entry.ts";
import { drain } from "./drain.ts";
import type { Answer } from "./post.ts";

const answer = (status: number, body?: unknown): Answer => ({ status, body, retryAfter: null });

async function run(events: Parameters<typeof drain>[0], answers: readonly Answer[]) {
  const log: string[] = [];
  const next = answers.values();
  const failure = await drain(
    events,
    async ([first]) => {
      log.push(`post ${first.id}`);
      return next.next().value ?? answer(200);
    },
    (entries) => void (entries.length && log.push(`sent ${entries.map(({ id }) => id).join()}`)),
    (reason, { id }) => void log.push(`refused ${id}: ${reason}`),
  );
  return { log, failure };
}

describe("drain", () => {
  it("sends one envelope after the other", async () => {
    expect(await run([selection(1), reward(2, "checkout")], [])).toEqual({
      log: ["post 000001-select", "sent 000001-select", "post 000002-reward", "sent 000002-reward"],
      failure: undefined,
    });
  });

  it("stops at the first envelope without an answer, so that nothing overtakes it", async () => {
    const failed = answer(503);
    expect(await run([selection(1), reward(2, "checkout")], [failed])).toEqual({
      log: ["post 000001-select"],
      failure: failed,
    });
  });

  it("goes on after a refusal", async () => {
    const refusal = answer(403, { error: "no" });
    expect(await run([selection(1), reward(2, "checkout")], [refusal])).toEqual({
      log: [
        "post 000001-select",
        'refused 000001-select: 403 "no"',
        "post 000002-reward",
        "sent 000002-reward",
      ],
      failure: undefined,
    });
  });

  it("tells the good of an envelope from the bad", async () => {
    const body = { failed: [{ index: 1, code: "bad_token", message: "…" }] };
    const { log } = await run([selection(1), selection(2), selection(3)], [answer(400, body)]);
    expect(log).toEqual([
      "post 000001-select",
      "refused 000002-select: bad_token",
      "sent 000001-select,000003-select",
    ]);
  });

  it("keeps an item that the edge cannot take now, and stops there", async () => {
    const failed = answer(400, { failed: [{ index: 0, code: "overloaded", message: "…" }] });
    expect(await run([selection(1), selection(2), reward(3, "checkout")], [failed])).toEqual({
      log: ["post 000001-select", "sent 000002-select"],
      failure: failed,
    });
  });

  it("counts as told what was dropped, whatever becomes of the events beside it", async () => {
    const dropped = droppedEntry(selection(1), "too_old");
    const body = { failed: [{ index: 0, code: "overloaded", message: "…" }] };
    const { log } = await run([dropped, selection(2)], [answer(200, body)]);
    expect(log).toEqual(["post 000001-select", "sent 000001-select"]);
  });

  it("lets go what was dropped when not even that is taken", async () => {
    const dropped = droppedEntry(selection(1), "rejected");
    const { log } = await run([dropped], [answer(403)]);
    expect(log).toEqual(["post 000001-select", "sent 000001-select"]);
    expect((await run([dropped], [answer(503)])).log).toEqual(["post 000001-select"]);
  });
});

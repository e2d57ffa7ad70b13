import { Hono } from "hono";
import { expect, it, vi } from "vitest";
import type { App } from "../request/door.ts";
import { fakeSqlStorage } from "../../objects/sql-storage.fake.ts";
import { AnswerBook } from "../../objects/test-cycle-shard/books/answer-book.ts";
import { once } from "./once.ts";

const taken = () => Promise.resolve(new Response("taken", { status: 202 }));

/** Sends bodies under one key, with what does the work of each; says how they were answered. */
const underOneKey = () => {
  const book = new AnswerBook(fakeSqlStorage());
  const shard = {
    beginAnswer: async (...asked: Parameters<AnswerBook["begin"]>) => book.begin(...asked),
    endAnswer: async (...given: Parameters<AnswerBook["end"]>) => book.end(...given),
  };
  const env = { TEST_CYCLE_SHARD: { getByName: () => shard } };
  const principal = { account: { account: "mine" }, key: { kind: "secret" } };
  return async (body: string, work: () => Promise<Response> = taken): Promise<string> => {
    const app = new Hono<App>()
      .onError((_, context) => context.text("thrown", 500))
      .post("/", (context) => {
        context.set("body", body);
        context.set("principal", principal as unknown as App["Variables"]["principal"]);
        return once(context, work);
      });
    const headers = { "idempotency-key": "key" };
    const answer = await app.request("/", { method: "POST", headers }, env);
    return `${answer.status}${answer.headers.has("idempotent-replay") ? " again" : ""}`;
  };
};

it("refuses another request under a key while the first is worked on, and after it", async () => {
  const send = underOneKey();
  const begun = Promise.withResolvers<void>();
  const { promise, resolve } = Promise.withResolvers<Response>();
  const first = send("one", () => {
    begun.resolve();
    return promise;
  });
  await begun.promise;
  const work = vi.fn(taken);
  expect(await send("other", work)).toBe("409");
  resolve(await taken());
  expect(await first).toBe("202");
  expect(await send("other", work)).toBe("409");
  expect(await send("one", work)).toBe("202 again");
  expect(work).not.toHaveBeenCalled();
});

it("takes a mended request under the key of one that was not taken", async () => {
  const send = underOneKey();
  expect(await send("one", () => Promise.resolve(new Response("no", { status: 400 })))).toBe("400");
  expect(await send("mended", () => Promise.reject(new Error("away")))).toBe("500");
  expect(await send("mended again")).toBe("202");
});

import { expect, it } from "vitest";
import { fakeSqlStorage } from "../sql-storage.fake.ts";
import { Closing } from "./closing.ts";

it("stays closed when the case is deleted again while the account is asked whether it is there", async () => {
  const sql = fakeSqlStorage();
  const first = new Closing(sql);
  first.close();
  const answered = Promise.withResolvers<void>();
  const snapshot = async () => {
    await answered.promise;
    return { cases: [{ caseId: "c", deleted: false }] };
  };
  const env = { ACCOUNT: { getByName: () => ({ snapshot }) } } as unknown as Env;
  const place = { account: "closing", caseId: "c" };
  const asked = first.isFinal(env, place, 0);

  // All is deleted, as when a case is.
  sql.exec("DROP TABLE closed");
  const second = new Closing(sql);
  second.close();
  answered.resolve();
  expect(await asked).toBe(true);
  expect(new Closing(sql).isClosed).toBe(true);

  expect(await second.isFinal(env, place, 0)).toBe(false);
  expect(new Closing(sql).isClosed).toBe(false);
});

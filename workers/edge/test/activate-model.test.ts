import { env } from "cloudflare:workers";
import { caseSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import { activateModel, readComparedCase } from "../src/promotion/activate-model.ts";
import { caseModel } from "../src/protocol/case-model/stub.ts";
import { START, valueOf } from "./examples.ts";

const ASKED = { again: false, actor: "test", now: START };

/** A case with a version that decides evenly, as the caller that activates it has read the case. */
const openCase = async (account: string, caseId: string) => {
  const stub = env.ACCOUNT.getByName(account);
  await stub.bootstrap(START);
  await stub.putCase(caseId, caseSettings.parse({ actions: ["a"] }), "test", START);
  const wanted = { name: "even", learns: "none" as const, warmStart: 1, isRollbackPoint: false };
  const settings = { policy: "uniform" as const };
  const made = await caseModel(env, account, caseId).createVersion(
    "live",
    { ...wanted, settings },
    START,
  );
  const { id } = valueOf(made);
  return { stub, model: id, found: valueOf(await readComparedCase(env, account, caseId)) };
};

it("keeps what is changed of the case while a version of it becomes live", async () => {
  const { stub, model, found } = await openCase("activates-a", "shop");
  await stub.putCase("shop", caseSettings.parse({ actions: ["a", "b"] }), "test", START);
  valueOf(await activateModel(env, "activates-a", found, { ...ASKED, model }));
  const after = valueOf(await readComparedCase(env, "activates-a", "shop"));
  expect(after.definition.settings).toMatchObject({ actions: ["a", "b"], uniform_share: 1 });
});

it("makes no case again that is deleted while a version of it becomes live", async () => {
  const { stub, model, found } = await openCase("activates-b", "shop");
  await stub.deleteCase("shop", "test", START);
  const refused = { ok: false, error: { code: "unknown_case" } };
  expect(await activateModel(env, "activates-b", found, { ...ASKED, model })).toMatchObject(
    refused,
  );
  expect(await readComparedCase(env, "activates-b", "shop")).toMatchObject(refused);
});

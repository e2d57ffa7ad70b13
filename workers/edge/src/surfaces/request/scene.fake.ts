import { caseSettings } from "@nextmove/contract";
import { call, START } from "../../../test/examples.ts";
import type { Scene } from "./scene.ts";

/** A server's request of the case "c" of the account "mine", one shard to a generation. */
export const sceneOf = (env: Env, epochs: readonly number[] = [0]): Scene => ({
  env,
  account: "mine",
  caseId: "c",
  definition: {
    caseId: "c",
    settings: caseSettings.parse({}),
    epochs: epochs.map((epoch) => ({ epoch, shards: 1, openedAt: START })),
    deleted: false,
    revision: 1,
  },
  call: call(START, { newestEpoch: epochs.at(-1) ?? 0 }),
  publishable: false,
  forBrowser: false,
  idempotencyKey: undefined,
  strict: false,
  explain: false,
  period: undefined,
  tests: false,
  outcomes: [],
  afterwards: () => undefined,
});

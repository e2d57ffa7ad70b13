import { describe, expect, it } from "vitest";

import {
  bootstrapOf,
  decideForRequest,
  type DecideForRequest,
} from "../../../../packages/browser/src/server/index.ts";
import { serverUrl } from "../../../harness/server-url.ts";
import { sharedApi } from "../client/api.ts";
import { PUBLISHABLE_KEY, SECRET_KEY } from "../client/http.ts";

const api = sharedApi();
const ACTIONS = ["a", "b", "c"];
/** Longer than a decision takes on a machine that is busy with tests. */
const PATIENCE_MS = 10_000;

const decide = (caseId: string, change: Partial<DecideForRequest> = {}) =>
  decideForRequest({
    endpoint: serverUrl(),
    key: SECRET_KEY,
    case: caseId,
    request: new Request("https://www.shop.example/lamps"),
    consent: "pending",
    actions: ACTIONS,
    deadline: PATIENCE_MS,
    ...change,
  });

describe("a decision for a page that is rendered", () => {
  it("is what the browser then selects and rewards with the bootstrapped token", async () => {
    await api.putCase("rendered", { actions: ACTIONS });
    const decision = await decide("rendered");
    expect(decision).toMatchObject({ source: "edge", case: "rendered" });
    expect([...decision.actions].sort()).toEqual(ACTIONS);

    const { query_id, actions, token } = bootstrapOf([decision])["rendered"] ?? {};
    const key = PUBLISHABLE_KEY;
    await api.select("rendered", { query_id, action: actions?.[0], token }, { key });
    await api.reward("rendered", { query_id, value: 2, token }, { key });
    expect(await api.status("rendered")).toMatchObject({
      decisions: 1,
      selections: 1,
      activated: 1,
      reward_mean: 2,
    });
  });

  it("is the page's own order under a key or for a case that is none", async () => {
    for (const change of [{ key: "sk_test_nobody" }, { case: "no-such-case" }]) {
      const decision = await decide("rendered", { ...change, fallback: ["c"] });
      expect(decision).toMatchObject({ source: "default", action: "c", queryId: "" });
      expect(bootstrapOf([decision])).toEqual({});
    }
  });
});

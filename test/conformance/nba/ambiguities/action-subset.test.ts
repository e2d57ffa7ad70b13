import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decide, putCase } = sharedApi();

describe("which actions are ranked", () => {
  it("ranks the requested ones only, though the catalogue has more", async () => {
    await putCase("subset", { actions: ["a", "b", "c", "d"] });
    const { actions } = await decide("subset", { actions: ["b", "d"] });
    expect(actions.toSorted()).toEqual(["b", "d"]);
  });

  it.each([
    ["absent", {}],
    ["empty", { actions: [] }],
    ["null", { actions: null }],
  ])("ranks the catalogue when actions is %s", async (_, body) => {
    await putCase("subset-catalogue", { actions: ["a", "b", "c"] });
    const { actions } = await decide("subset-catalogue", body);
    expect(actions.toSorted()).toEqual(["a", "b", "c"]);
  });

  it.each([[{}], [{ actions: [] }]])("refuses %j when the catalogue is empty", async (body) => {
    await putCase("subset-nothing");
    refused(await call("POST", "/v3/action/subset-nothing", { body }), 400, "no_actions");
  });

  it("ranks actions outside the catalogue for a secret key", async () => {
    await putCase("subset-outside", { actions: ["a"] });
    const { actions } = await decide("subset-outside", { actions: ["a", "new"] });
    expect(actions.toSorted()).toEqual(["a", "new"]);
  });

  it("ranks an action that is listed twice once", async () => {
    await putCase("subset-twice");
    const { actions } = await decide("subset-twice", { actions: ["a", "b", "a"] });
    expect(actions.toSorted()).toEqual(["a", "b"]);
  });
});

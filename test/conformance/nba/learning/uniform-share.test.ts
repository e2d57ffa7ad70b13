import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { teach } from "../client/teach.ts";

const api = sharedApi();
const actions = ["good", "bad"];

describe("the uniform share", () => {
  it("goes on drawing evenly after the model has made up its mind", async () => {
    const caseId = await api.putCase("uniform", { uniform_share: 1 });
    const rewardOf = (_: number, action: string) => (action === "good" ? 10 : 0);
    const shown = await teach(api, {
      caseId,
      decisions: 200,
      actions,
      stateOf: () => ({}),
      rewardOf,
    });
    expect((await api.status(caseId)).modes).toEqual({ uniform: 200 });
    const good = shown.slice(-100).filter((action) => action === "good").length;
    // Five standard deviations of a hundred tosses of a coin.
    expect(Math.abs(good - 50)).toBeLessThan(25);
  });
});

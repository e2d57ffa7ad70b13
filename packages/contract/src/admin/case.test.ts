import { describe, expect, it } from "vitest";
import { actionsFor, caseSettings } from "./case.ts";

const actions = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);

describe("caseSettings", () => {
  it("makes a working case of nothing", () => {
    expect(caseSettings.parse({})).toMatchObject({ actions: [], dimension: 160, shards: 1 });
  });

  it("allows as many actions as the model can hold at its dimension", () => {
    expect(actionsFor(160)).toBe(200);
    const most = actionsFor(512);
    expect(most).toBe(19);
    expect(caseSettings.safeParse({ actions: actions(most), dimension: 512 }).success).toBe(true);
    const refused = caseSettings.safeParse({ actions: actions(most + 1), dimension: 512 });
    expect(refused.error?.issues[0]?.path).toEqual(["dimension"]);
  });

  it.each([
    [{ reward_range: { min: 1, max: 2 } }, "reward_range.min"],
    [{ reward_range: { min: 0, max: 0 } }, "reward_range"],
    [{ exploration_floor: 0 }, "exploration_floor"],
    [{ activation: "later" }, "activation"],
  ])("refuses %o and says where", (settings, path) => {
    const { error } = caseSettings.safeParse(settings);
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});

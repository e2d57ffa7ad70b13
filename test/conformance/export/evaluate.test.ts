import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { teach } from "../nba/client/teach.ts";
import { openShop } from "../recommendation/client/shops.ts";
import { exportDecisions } from "./client/exported.ts";

const api = sharedApi();
const bin = fileURLToPath(new URL("../../../packages/cli/bin/nextmove.js", import.meta.url));

/** What `nextmove evaluate --json` says of an export. */
function evaluated(text: string, target: string) {
  const parameters = [bin, "evaluate", "-", "--target", target, "--confidence", ".999", "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
    input: text,
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("an export", () => {
  it("is evaluated as it is", async () => {
    const caseId = await api.putCase("export-evaluate", { exploration_floor: 0.3 });
    const likes = (index: number): string => (index % 3 === 0 ? "a" : "b");
    const rewardOf = (index: number, action: string): number =>
      action === likes(index) ? 1 + (index % 2) : 0;
    const shown = await teach(api, {
      caseId,
      decisions: 600,
      actions: ["a", "b"],
      stateOf: (index) => ({ likes: likes(index), page: { n: index % 5 } }),
      rewardOf,
    });
    const { text } = await exportDecisions(api, caseId);

    const earned = shown.reduce((sum, action, index) => sum + rewardOf(index, action), 0) / 600;
    const { decisions, left_out, logged, estimates } = evaluated(text, "logged");
    expect({ decisions, left_out }).toEqual({
      decisions: 600,
      left_out: { bad_lines: 0, no_propensity: 0, not_for_evaluation: 0 },
    });
    for (const { value } of [logged, ...Object.values<{ value: number }>(estimates)]) {
      expect(value).toBeCloseTo(earned, 9);
    }

    // Drawn evenly, every second visitor sees what they like: worth 1 or 2.
    const { estimates: even, weights } = evaluated(text, "uniform");
    expect(weights.mean).toBeCloseTo(1, 0);
    for (const { interval } of Object.values<{ interval: [number, number] }>(even)) {
      expect(interval[0]).toBeLessThan(0.75);
      expect(interval[1]).toBeGreaterThan(0.75);
    }
  });

  it("is evaluated without its lists: what else could have stood there is not logged", async () => {
    const shop = await openShop("export-evaluate-lists", {}, { uniform_share: 0.5 });
    await shop.feed(["p1", "p2", "p3"].map((id) => ({ id, title: id })));
    for (let n = 0; n < 10; n += 1) {
      await shop.recommend({ query_id: `list-${n}`, consumer_id: `c-${n}` });
      await api.decide(shop.caseId, { query_id: `action-${n}`, actions: ["a", "b"] });
      await api.reward(shop.caseId, { query_id: `action-${n}`, value: n % 2 });
    }
    // A shard is told about lists a tenth of a second after their answers.
    await api.advance(0);
    const { text, rows } = await exportDecisions(api, shop.caseId);
    const lists = rows.filter(({ position }) => position !== undefined);
    expect(lists).toHaveLength(30);
    expect(new Set(lists.map(({ mode }) => mode))).toEqual(new Set(["recommendation", "uniform"]));
    const { decisions, left_out, logged } = evaluated(text, "logged");
    expect({ decisions, left_out }).toEqual({
      decisions: 10,
      left_out: { bad_lines: 0, no_propensity: 0, not_for_evaluation: 30 },
    });
    expect(logged.value).toBeCloseTo(0.5, 9);
  });
});

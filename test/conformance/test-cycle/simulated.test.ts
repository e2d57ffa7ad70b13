import { promoteResponse, versionResponse } from "@nextmove/contract";
import { afterAll, describe, expect, it } from "vitest";

import { apiAt as shopAt } from "../../../demo-site/period/api.ts";
import { USUAL } from "../../../demo-site/period/shop.ts";
import { simulatePeriod } from "../../../demo-site/period/simulate.ts";
import { startServer } from "../../harness/server.ts";
import { apiAt } from "../nba/client/api.ts";
import { ADMIN_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";

// It has a server of its own: it travels in time, and with the root key and the seed its assignments are always the same.
const server = await startServer();
afterAll(() => server.close());
const { call } = apiAt(server.url);

/** Sixty times the clock is moved, and all that is due is done. */
const TIMEOUT_MS = 120_000;

/** Eight days: a verdict takes seven. Visitors who click buy more often than usual, so that few visitors are enough. */
const play = (seed: number, visits: number, same: boolean) =>
  simulatePeriod(shopAt(server.url), {
    seed,
    days: 8,
    visits,
    same,
    temptation: { ...USUAL, clicked: 0.8 },
  });

const promote = (periodId: string) =>
  call("POST", `/v3/test-cycle/periods/${periodId}/promote`, { key: ADMIN_KEY, body: {} });

const timeThere = async (): Promise<number> =>
  Date.parse(versionResponse.parse((await call("GET", "/v3")).json).time);

describe("a simulated period", () => {
  it(
    "ends with the model that sells more, which then goes live, and with every order counted once",
    { timeout: TIMEOUT_MS },
    async () => {
      const { report, page, till } = await play(1, 1_500, false);
      const [verdict] = report.verdicts;
      expect(verdict).toMatchObject({ decision: "promote", modelId: "learned_v1" });
      expect(report).toMatchObject({ state: "ended", newBest: "learned_v1" });
      expect(report.comparisons[0]?.difference.lower).toBeGreaterThan(0);
      expect(page).toContain("Go on with learned_v1");

      const revenue = report.models.reduce((sum, model) => sum + model.revenue, 0);
      expect(till.refunds).toBeGreaterThan(0);
      expect(revenue).toBeCloseTo(till.sold - till.returned);
      const [refunds] = report.checks.guardrails;
      expect((refunds?.baseline ?? 0) + (refunds?.value ?? 0)).toBeGreaterThan(0);
      expect(report.checks).toMatchObject({
        sampleRatio: { status: "fine" },
        multipleExposure: { sessions: 0 },
        unassigned: { visitors: 0 },
        unmapped: [],
      });
      expect(Math.abs((await timeThere()) - Date.now())).toBeLessThan(10_000);

      const promoted = await promote(report.periodId);
      expect(promoteResponse.parse(promoted.json)).toMatchObject({ isLive: true });
    },
  );

  it("finds no winner between a model and its double", { timeout: TIMEOUT_MS }, async () => {
    const { report, page } = await play(2, 1_500, true);
    expect(report).toMatchObject({ state: "ended", newBest: null });
    expect(report.verdicts).toMatchObject([{ decision: "keep", againstId: "own_order_v1" }]);
    expect(page).toContain("Stay with own_order_v1");
    refused(await promote(report.periodId), 409, "not_better");
  });
});

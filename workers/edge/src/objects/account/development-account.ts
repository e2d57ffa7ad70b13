import { caseSettings, type KeyKind } from "@nextmove/contract";
import { hashKey } from "../../auth/api-key.ts";
import type { AccountStorage } from "./account-storage.ts";
import { define } from "./case-definition.ts";

const KEYS: Record<string, KeyKind> = {
  sk_test_demo: "secret",
  pk_test_demo: "publishable",
  ak_test_demo: "admin",
};

const CASES = {
  // The case of the API manual's examples.
  l59sdl42gkj: { actions: ["actionA", "actionB", "actionC", "actionN"] },
  // The demo shop's banner: a click teaches, a purchase teaches more. Beside a teapot, its cups are
  // better than the same teapot in twelve colours.
  shop: {
    actions: ["new_arrivals", "free_shipping", "member_points", "gift_wrap", "summer_sale"],
    reward_weights: { click: 0.2, add_to_basket: 0.3, purchase: 0.01 },
    reward_range: { min: 0, max: 2 },
    recommendation: { most_per_category: 1 },
  },
  // The demo shop's checkout incentive: the order's value less what the incentive costs.
  checkout: {
    actions: ["no_incentive", "free_delivery", "five_percent", "free_gift"],
    reward_range: { min: -100, max: 500 },
  },
};

/** Writes what is missing; what a developer changed stays. */
export const developmentSeed = (storage: AccountStorage): void => {
  const keys = new Set(storage.keys().map(({ keyId }) => keyId));
  for (const [key, kind] of Object.entries(KEYS)) {
    if (keys.has(key)) continue;
    storage.putKey({
      keyId: key,
      kind,
      mode: "test",
      hash: hashKey(key),
      origins: ["*"],
      createdAt: 0,
      revokedAt: null,
    });
  }
  const cases = new Set(storage.cases().map(({ caseId }) => caseId));
  for (const [caseId, settings] of Object.entries(CASES)) {
    if (!cases.has(caseId)) {
      storage.putCase(define(caseId, caseSettings.parse(settings), undefined, 0));
    }
  }
};

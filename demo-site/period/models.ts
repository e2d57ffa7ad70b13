import { modelResponse } from "@nextmove/contract";
import { BANNERS } from "../shoppers/preferences.ts";
import type { Api } from "./api.ts";

/** As the demo shop's banner: a click teaches, a purchase teaches more. */
const SETTINGS = {
  actions: BANNERS,
  reward_weights: { click: 0.2, purchase: 0.01 },
  reward_range: { min: 0, max: 2 },
  // As with a browser: what was never on the screen teaches nothing.
  activation: "deferred",
};

/** Versions of a case's model that are compared. */
export interface Models {
  readonly reference: string;
  readonly test: string;
}

export const makeCase = (api: Api, caseId: string): Promise<unknown> =>
  api.administer("PUT", `/v3/cases/${caseId}`, SETTINGS);

/**
 * Freezes what the case has learned as the test; the reference is the shop's own order.
 *
 * @param same the test decides by the shop's own order, too
 */
export async function freezeModels(api: Api, caseId: string, same: boolean): Promise<Models> {
  const freeze = async (name: string, policy: "model" | "given_order"): Promise<string> => {
    const path = `/v3/cases/${caseId}/models`;
    const made = await api.administer("POST", path, { name, settings: { policy } });
    return modelResponse.parse(made).model_id;
  };
  return {
    reference: await freeze("own_order", "given_order"),
    test: await (same ? freeze("same_order", "given_order") : freeze("learned", "model")),
  };
}

import type { CaseSettings, ModelSettings } from "@nextmove/contract";

/** How the live line of a case decides, as the settings of a version say it. */
export const modelSettingsOf = (settings: CaseSettings): ModelSettings => {
  const { exploration_floor } = settings;
  if (settings.apprentice) return { exploration_floor, policy: "given_order" };
  return { exploration_floor, policy: settings.uniform_share === 1 ? "uniform" : "model" };
};

/** The settings of a case whose live line decides from now on as a version did. */
export const withModelSettings = (
  settings: CaseSettings,
  { exploration_floor = settings.exploration_floor, policy }: ModelSettings,
): CaseSettings => {
  const share = settings.uniform_share === 1 ? 0 : settings.uniform_share;
  return {
    ...settings,
    exploration_floor,
    apprentice: policy === "given_order",
    uniform_share: policy === "uniform" ? 1 : share,
  };
};

import type { Nextmove } from "nextmove";
import { announce, announceProducts } from "../../public/js/decisions/ask.js";
import { announceConsent } from "../../public/js/decisions/consent.js";
import { startPanel } from "../../public/js/panel/panel.js";

/** The same window as on the shop's other pages, which is told here what the SDK tells. */
export function openPanel(nextmove: Nextmove): void {
  startPanel();
  nextmove.on("decision", (decision) => {
    const { action } = decision;
    if (action !== undefined) announce({ ...decision, action, actions: [...decision.actions] });
  });
  nextmove.on("recommendation", announceProducts);
  nextmove.on("consent", announceConsent);
}

import type { ModelFigures } from "@nextmove/contract";
import { html } from "hono/html";
import { countText, percentText, totalText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

const line = ({ modelId, role, capacity }: ModelFigures, currency: string): Markup => {
  const { blocked, blockedShare, lost } = capacity;
  const range =
    lost?.value == null
      ? "too few to say what they would have brought"
      : `they would have brought about ${totalText(lost.value, currency)}${
          lost.lower === null || lost.upper === null
            ? ""
            : ` (${totalText(lost.lower, currency)} to ${totalText(lost.upper, currency)})`
        }`;
  return html`<li>
    <i class="dot ${role}"></i><b>${modelId}</b>: ${countText(blocked)} of its offers
    (${percentText(blockedShare)}) met nobody free; ${range}.
  </li>`;
};

/** What it may have cost that nobody was free; nothing when everybody was offered. */
export const capacityNote = (models: readonly ModelFigures[], currency: string): Markup | "" => {
  const blocked = models.filter(({ capacity }) => capacity.blocked > 0);
  if (blocked.length === 0) return "";
  return html`<section>
    <h2>Lost for want of agents</h2>
    <ul class="plain">
      ${blocked.map((model) => line(model, currency))}
    </ul>
    <p class="quiet">
      A hint, not a finding: agents are busy at busy hours, when visitors buy differently anyway.
    </p>
  </section>`;
};

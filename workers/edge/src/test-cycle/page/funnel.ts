import type { ModelFigures } from "@nextmove/contract";
import { html } from "hono/html";
import { countText, percentText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

interface Stage {
  name: string;
  count: number;
  /** What the share is of. */
  of: number;
  ofWhat: string;
}

const stagesOf = (model: ModelFigures): Stage[] => {
  const { sessions, triggered, offered, accepted, started } = model;
  return [
    { name: "Sessions", count: sessions, of: sessions, ofWhat: "" },
    { name: "Picked", count: triggered, of: sessions, ofWhat: "of sessions" },
    { name: "Offered", count: offered, of: triggered, ofWhat: "of picked" },
    { name: "Accepted", count: accepted, of: offered, ofWhat: "of offered" },
    { name: "Started", count: started, of: accepted, ofWhat: "of accepted" },
  ];
};

const stage = ({ name, count, of, ofWhat }: Stage, most: number, role: string): Markup =>
  html`<li>
    <div class="row">
      <span>${name}</span>
      <span
        ><b>${countText(count)}</b>
        ${ofWhat && of > 0 ? html`<span class="quiet">${percentText(count / of)} ${ofWhat}</span>` : ""}
      </span>
    </div>
    <svg class="chart" height="10" aria-hidden="true">
      <rect class="track" width="100%" height="10" rx="3" />
      <rect
        class="bar ${role}"
        width="${most > 0 ? Math.min(100, (count / most) * 100) : 0}%"
        height="10"
        rx="3"
      />
    </svg>
  </li>`;

/** How far the dialogs of each model came, side by side. */
export const funnels = (models: readonly ModelFigures[]): Markup => {
  const most = Math.max(...models.map(({ sessions, triggered }) => Math.max(sessions, triggered)));
  return html`<div class="columns">
    ${models.map(
      (model) =>
        html`<section class="card">
          <h3><i class="dot ${model.role}"></i>${model.modelId}</h3>
          <ul class="stages">
            ${stagesOf(model).map((each) => stage(each, most, model.role))}
          </ul>
        </section>`,
    )}
  </div>`;
};

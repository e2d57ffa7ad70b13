import type { ModelFigures } from "@nextmove/contract";
import { html } from "hono/html";
import { countText, percentText, totalText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

/** A table that scrolls where it is too wide, by keyboard too. */
const wideTable = (name: string, columns: readonly string[], rows: readonly Markup[]): Markup =>
  html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) =>
            column === "Channel" ? html`<th class="text">${column}</th>` : html`<th>${column}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

/** What each model brought through each channel. */
export const channelTable = (models: readonly ModelFigures[], currency: string): Markup =>
  wideTable(
    "Channels",
    [
      "Model",
      "Channel",
      "Revenue",
      "Sales",
      "Conversion",
      "Accepted",
      "Click-through",
      "Sales per accepted",
    ],
    models.flatMap((model) =>
      model.channels.map(
        (each, index) =>
          html`<tr>
            <th scope="row">${index === 0 ? model.modelId : ""}</th>
            <td class="text">${each.channel}</td>
            <td>${totalText(each.revenue, currency)}</td>
            <td>${countText(each.sales)}</td>
            <td>${percentText(each.conversion)}</td>
            <td>${each.clickThrough === null ? "–" : countText(each.accepted)}</td>
            <td>${percentText(each.clickThrough)}</td>
            <td>${percentText(each.salesPerAccepted)}</td>
          </tr>`,
      ),
    ),
  );

/** What each model brought and cost: what decides first. */
export const moneyTable = (models: readonly ModelFigures[], currency: string): Markup =>
  wideTable(
    "Revenue and cost",
    ["Model", "Net", "Revenue", "Cost", "Sessions", "Conversion"],
    models.map((model) => {
      // Nothing of nobody is no figure.
      const total = (sum: number) => totalText(model.sessions > 0 ? sum : null, currency);
      return html`<tr>
        <th scope="row"><i class="dot ${model.role}"></i>${model.modelId}</th>
        <td>${total(model.net)}</td>
        <td>${total(model.revenue)}</td>
        <td>${total(model.cost)}</td>
        <td>${countText(model.sessions)}</td>
        <td>${percentText(model.perSession.conversion.value)}</td>
      </tr>`;
    }),
  );

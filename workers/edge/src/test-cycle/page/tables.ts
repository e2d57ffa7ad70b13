import type { ModelFigures } from "@nextmove/contract";
import { html } from "hono/html";
import { countText, percentText, totalText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

const share = (value: number | null): string => (value === null ? "–" : percentText(value));

/** What each model brought through each channel. */
export const channelTable = (models: readonly ModelFigures[], currency: string): Markup =>
  html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Model</th>
          <th>Channel</th>
          <th>Accepted</th>
          <th>Click-through</th>
          <th>Sales</th>
          <th>Conversion</th>
          <th>Sales per accepted</th>
          <th>Revenue</th>
        </tr>
      </thead>
      <tbody>
        ${models.flatMap((model) =>
          model.channels.map(
            (each, index) =>
              html`<tr>
                <th scope="row">${index === 0 ? model.modelId : ""}</th>
                <td>${each.channel}</td>
                <td>${each.clickThrough === null ? "–" : countText(each.accepted)}</td>
                <td>${share(each.clickThrough)}</td>
                <td>${countText(each.sales)}</td>
                <td>${share(each.conversion)}</td>
                <td>${share(each.salesPerAccepted)}</td>
                <td>${totalText(each.revenue, currency)}</td>
              </tr>`,
          ),
        )}
      </tbody>
    </table>
  </div>`;

/** What each model brought and cost. */
export const moneyTable = (models: readonly ModelFigures[], currency: string): Markup =>
  html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Model</th>
          <th>Sessions</th>
          <th>Conversion</th>
          <th>Revenue</th>
          <th>Cost</th>
          <th>Net</th>
        </tr>
      </thead>
      <tbody>
        ${models.map(
          (model) =>
            html`<tr>
              <th scope="row"><i class="dot ${model.role}"></i>${model.modelId}</th>
              <td>${countText(model.sessions)}</td>
              <td>${percentText(model.perSession.conversion.value)}</td>
              <td>${totalText(model.revenue, currency)}</td>
              <td>${totalText(model.cost, currency)}</td>
              <td>${totalText(model.net, currency)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

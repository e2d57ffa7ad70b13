import type { ModelFigures } from "@nextmove/contract";
import { html } from "hono/html";
import { countText, percentText, totalText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

interface Line {
  head: Markup | string;
  cells: readonly string[];
}

/** Columns of words, not of figures. */
const WORDS = new Set(["Channel"]);

const cell = (column: string | undefined, text: string): Markup =>
  column !== undefined && WORDS.has(column)
    ? html`<td class="text" role="cell" data-of="${column}">${text}</td>`
    : html`<td role="cell" data-of="${column}">${text}</td>`;

/**
 * A table that is a list of cards on a phone, where it would be too wide: each cell then names its
 * column. The roles keep it a table for screen readers, whatever it is laid out as.
 */
const table = (name: string, columns: readonly string[], lines: readonly Line[]): Markup =>
  html`<table role="table" aria-label="${name}">
    <thead role="rowgroup">
      <tr role="row">
        ${["Model", ...columns].map((column) =>
          WORDS.has(column)
            ? html`<th class="text" role="columnheader">${column}</th>`
            : html`<th role="columnheader">${column}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines.map(
        ({ head, cells }) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">${head}</th>
            ${cells.map((text, place) => cell(columns[place], text))}
          </tr>`,
      )}
    </tbody>
  </table>`;

/** What each model brought through each channel. */
export const channelTable = (models: readonly ModelFigures[], currency: string): Markup =>
  table(
    "Channels",
    [
      "Channel",
      "Revenue",
      "Sales",
      "Support",
      "Conversion",
      "Accepted",
      "Click-through",
      "Sales per accepted",
    ],
    models.flatMap((model) =>
      model.channels.map((each, index) => ({
        head: index === 0 ? model.modelId : "",
        cells: [
          each.channel,
          totalText(each.revenue, currency),
          countText(each.sales),
          countText(each.support),
          percentText(each.conversion),
          each.clickThrough === null ? "–" : countText(each.accepted),
          percentText(each.clickThrough),
          percentText(each.salesPerAccepted),
        ],
      })),
    ),
  );

/** What each model brought and cost: what decides first. */
export const moneyTable = (models: readonly ModelFigures[], currency: string): Markup =>
  table(
    "Revenue and cost",
    ["Net", "Revenue", "Cost", "Sessions", "Conversion"],
    models.map((model) => {
      // Nothing brought by nobody is no figure.
      const total = (sum: number) => totalText(model.sessions > 0 ? sum : null, currency);
      return {
        head: html`<i class="dot ${model.role}"></i>${model.modelId}`,
        cells: [
          total(model.net),
          total(model.revenue),
          total(model.cost),
          countText(model.sessions),
          percentText(model.perSession.conversion.value),
        ],
      };
    }),
  );

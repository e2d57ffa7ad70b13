import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** Whether a browser asks, for a page: to all others what is answered is JSON. */
export const prefersHtml = (context: Context): boolean =>
  accepts(context, {
    header: "Accept",
    supports: ["application/json", "text/html"],
    default: "application/json",
  }) === "text/html";

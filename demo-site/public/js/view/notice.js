// @ts-check
import { html, render } from "./html.js";

const SHOWN_MS = 5000;

/** @type {{ timer: number | undefined }} */
const current = { timer: undefined };

/** Says at the top of the page what was just done, with a way on. @param {import("./html.js").Html} message */
export function notify(message) {
  const notice = document.querySelector(".notice") ?? document.createElement("div");
  notice.className = "notice";
  notice.setAttribute("role", "status");
  document.body.append(notice);
  render(notice, html`${message}`);
  window.clearTimeout(current.timer);
  current.timer = window.setTimeout(() => notice.remove(), SHOWN_MS);
}

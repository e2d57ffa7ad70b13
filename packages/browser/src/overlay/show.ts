import type { NextmoveEvents, Tracker } from "../api.ts";
import { attached } from "../attach/attached.ts";
import { check } from "../check/index.ts";
import { type Entry, ENTRY_OF } from "./entry.ts";
import { createPanel } from "./panel.ts";
import { applyStyle } from "./style.ts";

export interface OverlayOptions {
  /** Of the page's content security policy; only browsers without constructable styles need it. */
  readonly nonce?: string | undefined;
}

const REFRESH_MS = 1000;

type Watched = Pick<Tracker, "inspect" | "on">;

/** One for each document: asked for again, it comes to the front. */
let open: (() => void) | undefined;

/**
 * Shows, in a corner of the page, what the SDK knows and does: consent and its reason, the visitor,
 * decisions, events sent, waiting and given up, errors. Escape closes it. Returns what closes it.
 */
export const showOverlay = (nextmove: Watched, options: OverlayOptions = {}): (() => void) =>
  attached(() => openOverlay(nextmove, options));

function openOverlay(nextmove: Watched, options: OverlayOptions): () => void {
  open?.();
  const panel = createPanel();
  const host = document.createElement("nextmove-overlay");
  const shadow = host.attachShadow({ mode: "open" });
  applyStyle(shadow, options.nonce);
  shadow.append(panel.root);

  let sent = 0;
  const update = () => panel.update(nextmove.inspect(), sent);
  const follow = (name: keyof NextmoveEvents) => {
    const entryOf = ENTRY_OF[name] as (event: NextmoveEvents[typeof name]) => Entry;
    return nextmove.on(name, (event) => {
      panel.add(entryOf(event));
      update();
    });
  };
  const stops = [
    nextmove.on("sent", ({ eventIds }) => {
      sent += eventIds.length;
    }),
    ...(Object.keys(ENTRY_OF) as (keyof NextmoveEvents)[]).map(follow),
  ];
  const timer = setInterval(update, REFRESH_MS);

  const focused = document.activeElement;
  const close = () => {
    open = undefined;
    clearInterval(timer);
    for (const stop of stops) stop();
    host.remove();
    if (focused instanceof HTMLElement) focused.focus();
  };
  panel.closeButton.addEventListener("click", close);
  panel.root.addEventListener("keydown", (event) => {
    event.stopPropagation(); // The shop's own keys are not meant for here.
    if (event.key === "Escape") close();
  });
  const runCheck = async () => {
    panel.checkButton.disabled = true;
    const { findings } = await check(nextmove);
    panel.checkButton.disabled = false;
    panel.showFindings(findings);
  };
  panel.checkButton.addEventListener("click", () => void runCheck());

  update();
  document.documentElement.append(host);
  panel.root.focus();
  open = close;
  return close;
}

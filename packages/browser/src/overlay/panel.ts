import type { Inspection } from "../api.ts";
import type { Finding, Level } from "../check/index.ts";
import { element } from "./element.ts";
import { type Entry, type Tone, toneOfConsent } from "./entry.ts";
import { deliveryFacts, type Facts, identityFacts, setupFacts } from "./facts.ts";

/** Lines kept in the log; a debugging session looks no further back. */
const MAX_LINES = 100;

const TONE_OF: Readonly<Record<Level, Tone>> = { error: "bad", warning: "fair", info: "good" };

export interface Panel {
  readonly root: HTMLElement;
  readonly closeButton: HTMLElement;
  readonly checkButton: HTMLButtonElement;
  /** Shows what the SDK knows of itself, and how many events were sent since. */
  readonly update: (told: Inspection, sent: number) => void;
  readonly add: (entry: Entry) => void;
  readonly showFindings: (findings: readonly Finding[]) => void;
}

/** The overlay's elements, without any behaviour. */
export function createPanel(): Panel {
  const version = element("small", {});
  const consent = element("p", { class: "consent" });
  const identity = element("dl", {});
  const delivery = element("dl", {});
  const setup = element("dl", {});
  const findings = element("ul", { class: "findings", "aria-live": "polite" });
  const log = element(
    "ol",
    { class: "log" },
    element("li", { class: "empty" }, "Nothing since this was opened."),
  );
  const closeButton = element("button", { type: "button", "aria-label": "Close" }, "✕");
  const checkButton = element("button", { type: "button" }, "Check");

  const root = element(
    "section",
    { role: "dialog", "aria-label": "Nextmove", tabindex: "-1" },
    element("header", {}, element("h1", {}, "Nextmove ", version), checkButton, closeButton),
    element(
      "div",
      { class: "body" },
      findings,
      consent,
      section("Delivery", true, delivery),
      section("Visitor", true, identity),
      section("Set-up", false, setup),
      section("What happens", true, log),
    ),
  );

  return {
    root,
    closeButton,
    checkButton,
    update(told, sent) {
      const { state, reason } = told.consent;
      version.textContent = told.version;
      consent.replaceChildren(badge(`Consent ${state}`, toneOfConsent(state)), reason);
      fill(identity, identityFacts(told));
      fill(delivery, deliveryFacts(told, sent));
      fill(setup, setupFacts(told));
    },
    add({ what, title, detail, tone }) {
      log.querySelector(".empty")?.remove();
      log.prepend(
        element(
          "li",
          {},
          badge(what, tone),
          element("b", {}, title),
          element("time", {}, new Date().toLocaleTimeString()),
          element("small", { title: detail }, detail),
        ),
      );
      while (log.childElementCount > MAX_LINES) log.lastElementChild?.remove();
    },
    showFindings(found) {
      findings.replaceChildren(
        ...found.map(({ level, message }) =>
          element("li", {}, badge(level, TONE_OF[level]), message),
        ),
      );
    },
  };
}

const badge = (text: string, tone: Tone) => element("span", { class: `badge ${tone}` }, text);

function section(title: string, isOpen: boolean, content: HTMLElement): HTMLElement {
  const made = element("details", {}, element("summary", {}, title), content);
  made.open = isOpen;
  return made;
}

function fill(list: HTMLElement, facts: Facts): void {
  list.replaceChildren(
    ...facts.flatMap(([name, value]) => [
      element("dt", {}, name),
      element("dd", { title: value }, value),
    ]),
  );
}

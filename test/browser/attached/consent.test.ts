import type { BrowserContext, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { eventually } from "../visit/eventually.ts";
import { it } from "../visit/it.ts";
import { openPage, SHOP } from "./open-page.ts";

type Step = "gtag default denied" | "gtag granted" | "tcf agreed" | "tcf refused" | "shop denies";

/** A page with Google's own snippet, and a dialogue of TCF that answers when it is told to. */
const DIALOGUES = `<script>
  window.dataLayer = [];
  function gtag() { dataLayer.push(arguments); }
  var listeners = [], answer;
  function tell(listener) { if (answer) listener(answer, true); }
  window.__tcfapi = function (command, version, listener) {
    if (command !== "addEventListener") return;
    listeners.push(listener);
    tell(listener);
  };
  function tcf(agreed) {
    answer = { eventStatus: "useractioncomplete", gdprApplies: true, listenerId: 1,
      purpose: { consents: { 1: agreed } } };
    listeners.forEach(tell);
  }
</script>`;

const SCRIPT_OF: Readonly<Record<Step, string>> = {
  "gtag default denied": 'gtag("consent", "default", { analytics_storage: "denied" })',
  "gtag granted": 'gtag("consent", "update", { analytics_storage: "granted" })',
  "tcf agreed": "tcf(true)",
  "tcf refused": "tcf(false)",
  "shop denies": 'real.consent("denied")',
};

async function open(page: Page): Promise<void> {
  await openPage(page, { script: "consent", body: "<h1>Shop</h1>", head: DIALOGUES });
  await page.route("**/v3/**", (route) => route.fulfill({ json: { status: 1, now: Date.now() } }));
}
const take = (page: Page, step: Step) => page.evaluate(SCRIPT_OF[step]);
const consentOf = (page: Page) => page.evaluate(() => window.real.inspect().consent);
const hasId = async (context: BrowserContext) =>
  (await context.cookies(SHOP)).some(({ name }) => name === "nextmove_id");

describe("attachConsent", () => {
  it.for([
    [["gtag default denied", "gtag granted", "tcf agreed"], "granted"],
    [["tcf agreed", "gtag granted", "gtag default denied"], "granted"],
    [["gtag granted", "tcf refused"], "denied"],
    [["tcf refused", "gtag granted"], "denied"],
    [["gtag default denied", "tcf agreed"], "pending"],
    [["gtag granted", "tcf agreed", "shop denies"], "denied"],
    [["gtag granted", "shop denies", "tcf agreed"], "denied"],
  ] as const)("keeps an id only where %j ends: %s", async ([steps, state], { page, context }) => {
    await open(page);
    for (const step of steps) await take(page, step);
    await eventually(async () => (await consentOf(page)).state).toBe(state);
    expect(await hasId(context)).toBe(state === "granted");
  });

  it("waits again, without forgetting, when another dialogue turns up", async ({
    page,
    context,
  }) => {
    await open(page);
    await take(page, "tcf agreed");
    await eventually(() => hasId(context)).toBe(true);
    await take(page, "gtag default denied");
    await eventually(async () => (await consentOf(page)).state).toBe("pending");
    expect(await hasId(context)).toBe(true);
  });

  it("removes the id when the visitor withdraws, and says why", async ({ page, context }) => {
    await open(page);
    await take(page, "gtag granted");
    await take(page, "tcf agreed");
    await eventually(() => hasId(context)).toBe(true);
    await take(page, "tcf refused");
    await eventually(() => hasId(context)).toBe(false);
    expect(await consentOf(page)).toEqual({ state: "denied", reason: "tcf: purpose 1 refused" });
  });

  it("keeps the visitor's id over a page that starts with a refusal by default", async ({
    page,
    context,
  }) => {
    const idOf = async () =>
      (await context.cookies(SHOP)).find(({ name }) => name === "nextmove_id")?.value;
    await open(page);
    await take(page, "gtag granted");
    await take(page, "tcf agreed");
    await eventually(() => hasId(context)).toBe(true);
    const id = await idOf();
    await page.reload();
    await take(page, "gtag default denied");
    await take(page, "gtag granted");
    await take(page, "tcf agreed");
    await eventually(async () => (await consentOf(page)).state).toBe("granted");
    expect(await idOf()).toBe(id);
  });
});

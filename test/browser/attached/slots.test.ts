import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { eventually } from "../visit/eventually.ts";
import { it } from "../visit/it.ts";
import { openPage } from "./open-page.ts";

const slot = (more = "") => `
  <div data-nextmove-slot ${more}>
    <a data-nextmove-action="free_shipping" href="#shipping">Free shipping</a>
    <a data-nextmove-action="gift_wrap" href="#gift" hidden>Gift wrap</a>
  </div>`;
const visible = (page: Page) => page.locator("[data-nextmove-action]:visible").allTextContents();
const recorded = (page: Page) =>
  page.evaluate(() => {
    const { decide, select, reward } = window.recorder.recorded;
    return {
      asked: decide.map(({ actions, case: caseId }) => ({ actions, case: caseId })),
      shown: select.map(({ action }) => action),
      rewards: reward.map(({ event_type, decision }) => `${event_type} ${decision.action}`),
    };
  });

describe("attachSlots", () => {
  it("shows what was decided and reports what was seen", async ({ page }) => {
    await openPage(page, { script: "slots", body: slot() });
    await eventually(() => visible(page)).toEqual(["Gift wrap"]);
    await eventually(() => recorded(page)).toEqual({
      asked: [{ actions: ["free_shipping", "gift_wrap"], case: undefined }],
      shown: ["gift_wrap"],
      rewards: [],
    });
  });

  it("hides the others from styles that would show them", async ({ page }) => {
    const head = "<style>a { display: block }</style>";
    await openPage(page, { script: "slots", body: slot(), head });
    await eventually(() => visible(page)).toEqual(["Gift wrap"]);
  });

  it("works under a content security policy that allows no inline styles", async ({ page }) => {
    const headers = { "content-security-policy": "default-src 'self'; img-src data:" };
    const body = slot().replace("hidden", "");
    await openPage(page, { script: "slots", body, headers });
    await eventually(() => visible(page)).toEqual(["Gift wrap"]);
  });

  it("shows the page's own choice when nobody decides, and reports nothing", async ({ page }) => {
    await openPage(page, { script: "slots", body: slot('data-nextmove-case="down"') });
    await eventually(() => visible(page)).toEqual(["Free shipping"]);
    await page.click("text=Free shipping");
    expect(await recorded(page)).toMatchObject({ shown: [], rewards: [] });
  });

  it("reports nothing that was not scrolled into view", async ({ page }) => {
    const body = `<div style="height: 3000px">above</div>${slot()}`;
    await openPage(page, { script: "slots", body });
    await eventually(async () => (await recorded(page)).asked.length).toBe(1);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect((await recorded(page)).shown).toEqual([]);
    await page.evaluate(() => scrollTo(0, 3000));
    await eventually(async () => (await recorded(page)).shown).toEqual(["gift_wrap"]);
  });

  it("rewards the first click, and takes it as seen", async ({ page }) => {
    await openPage(page, { script: "slots", body: slot() });
    await page.click("text=Gift wrap");
    await page.click("text=Gift wrap");
    expect(await recorded(page)).toMatchObject({
      shown: ["gift_wrap"],
      rewards: ["click gift_wrap"],
    });
  });

  it("fills slots that come later, each once", async ({ page }) => {
    await openPage(page, { script: "slots", body: "<main></main>" });
    await page.evaluate((html) => {
      const main = document.querySelector("main");
      main?.append(document.createRange().createContextualFragment(html));
      main?.append("more");
    }, slot("id=late"));
    await eventually(() => visible(page)).toEqual(["Gift wrap"]);
    await page.evaluate(() => {
      window.recorder.visit(location.href);
      location.hash = "gift";
      document.body.append(document.querySelector("[data-nextmove-slot]") ?? "none");
    });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    expect((await recorded(page)).asked).toHaveLength(1);
  });

  it("decides anew on another page of the same document", async ({ page }) => {
    await openPage(page, { script: "slots", body: slot() });
    await eventually(async () => (await recorded(page)).shown).toHaveLength(1);
    await page.evaluate(() => {
      history.pushState(null, "", "/next");
      window.recorder.visit(location.href);
    });
    await eventually(async () => (await recorded(page)).shown).toEqual([
      "gift_wrap",
      "free_shipping",
    ]);
  });

  it("keeps the slot's place and hides only the slot until the answer", async ({ page }) => {
    await openPage(page, { script: "slots", body: `<h1>Shop</h1>${slot()}` });
    await eventually(async () => (await recorded(page)).shown).toHaveLength(1);
    const seen = await page.evaluate(async () => {
      let answer = () => {};
      const asked = new Promise<void>((resolve) => (answer = resolve));
      const { decide } = window.recorder;
      Object.assign(window.recorder, {
        decide: async (request: Parameters<typeof decide>[0]) => (await asked, decide(request)),
      });
      history.pushState(null, "", "/next");
      window.recorder.visit(location.href);
      const element = document.querySelector<HTMLElement>("[data-nextmove-slot]");
      const look = () => ({
        slot: element?.checkVisibility({ visibilityProperty: true }),
        title: document.querySelector("h1")?.checkVisibility({ visibilityProperty: true }),
        height: element?.offsetHeight,
      });
      const before = look();
      answer();
      await new Promise((done) => setTimeout(done));
      return { before, after: look() };
    });
    expect(seen.before).toMatchObject({ slot: false, title: true });
    expect(seen.after).toMatchObject({ slot: true, title: true });
    expect(seen.before.height).toBe(seen.after.height);
  });

  it("ends the wait of the page's own styles", async ({ page }) => {
    const head = `<style>
      [data-nextmove-slot]:not([data-nextmove-ready]) { animation: wait 600s step-end }
      @keyframes wait { from { visibility: hidden } }
    </style>`;
    await openPage(page, { script: "slots", body: slot(), head });
    await eventually(() => visible(page)).toEqual(["Gift wrap"]);
  });

  it("releases the slot when there never is an answer, and stays with it", async ({ page }) => {
    await page.clock.install();
    await openPage(page, { script: "slots", body: "<main></main>" });
    await page.evaluate((html) => {
      Object.assign(window.recorder, { decide: () => new Promise(() => {}) });
      document.body.append(document.createRange().createContextualFragment(html));
      document.body.append("more");
    }, slot());
    await eventually(() => visible(page)).toEqual([]);
    await page.clock.runFor(2000);
    await eventually(() => visible(page)).toEqual(["Free shipping"]);
  });
});

import type { Page } from "playwright-core";

import { type Ledger, openLedger } from "../edge/ledger.ts";
import { bannerOf, noticed } from "./banner.ts";

/** Answers the shop's question about consent, wherever it stands. */
export const answerConsent = (page: Page, answer: "granted" | "denied"): Promise<void> =>
  page.locator(`[data-consent=${answer}]`).click();

/** Opens a page of a shop for a visitor who has accepted before or accepts now. */
export async function openAccepted(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await answerConsent(page, "granted");
}

/**
 * A visitor who accepts, sees the banner that the edge has decided, and goes on to a product. Returns
 * what the edge counts, once it has counted the banner.
 */
export async function goOnToProduct(
  page: Page,
  shop: { url: string; edgeUrl: string },
): Promise<Ledger> {
  const ledger = await openLedger(shop, "shop");
  await openAccepted(page, shop.url);
  await bannerOf(page);
  await page.goto(`${shop.url}/product?id=dune-mug`);
  await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
  return ledger;
}

/** Puts a product into the basket from its page, where the visitor is. */
export async function addToBasket(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add to basket" }).click();
  await page.getByRole("status").getByText("is in your basket").waitFor();
}

export const basketCount = (page: Page): Promise<string> =>
  page.locator(".basket-count").innerText();

/** What the checkout offers; waits for it, and until the shop has noticed that it is seen. */
export async function incentiveOf(page: Page): Promise<{ action: string; source: string }> {
  await page.locator("#place-order:enabled").waitFor();
  await noticed(page);
  return page.locator("#incentive").evaluate((incentive) => ({
    action: incentive.dataset["action"] ?? "",
    source: incentive.dataset["source"] ?? "",
  }));
}

/** Fills in the checkout's form and orders. Returns the order's number from the page that thanks. */
export async function placeOrder(page: Page): Promise<string> {
  await incentiveOf(page);
  for (const [label, text] of Object.entries(BUYER)) await page.getByLabel(label).fill(text);
  await page.locator("#place-order").click();
  await page.getByRole("heading", { name: "Thank you, Ada" }).waitFor();
  return (await page.locator(".thanks .eyebrow").innerText()).replace(/^order /i, "");
}

const BUYER = {
  Name: "Ada Example",
  Email: "ada@example.com",
  "Street and number": "Example Street 1",
  Postcode: "12345",
  Town: "Exampleton",
};

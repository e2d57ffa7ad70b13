import { describe, expect } from "vitest";
import { it } from "../visit/it.ts";
import { openPage, SHOP } from "./open-page.ts";

const COLLECT = "**/v3/collect/shop";
const content = { script: "check", body: "<h1>Shop</h1>" };
const answer = (body: object, status = 200) => ({
  status,
  contentType: "application/json",
  headers: { "access-control-allow-origin": "*" },
  body: JSON.stringify(body),
});
const well = () => answer({ status: 1, received: 0, failed: [], now: Date.now() });

describe("check", () => {
  it("sends an empty report as plain text and leaves no cookie", async ({ page, context }) => {
    const bodies: unknown[] = [];
    await openPage(page, content);
    await page.route(COLLECT, (route) => {
      const request = route.request();
      bodies.push([request.headers()["content-type"], request.postDataJSON()]);
      return route.fulfill(well());
    });
    const found = await page.evaluate((url) => window.checked(url), SHOP);
    expect(found.filter((each) => each.startsWith("error"))).toEqual([]);
    expect(found).toEqual(
      expect.arrayContaining(["info clock_right", "info cookies_work", "info ga"]),
    );
    expect(bodies).toEqual([
      ["text/plain;charset=UTF-8", { key: "pk_test", sent_at: expect.any(Number), events: [] }],
    ]);
    expect(await context.cookies()).toEqual([]);
  });

  it("tells the same on a page that has replaced JSON.stringify", async ({ page }) => {
    const head = `<script>JSON.stringify = () => "theirs"</script>`;
    await openPage(page, { ...content, head });
    const sent: unknown[] = [];
    await page.route(COLLECT, (route) => {
      sent.push(JSON.parse(route.request().postData() ?? ""));
      return route.fulfill(well());
    });
    const found = await page.evaluate((url) => window.checked(url), SHOP);
    expect(found).toContain("info clock_right");
    expect(sent).toEqual([{ key: "pk_test", sent_at: expect.any(Number), events: [] }]);
  });

  it("finds the directive of the policy that stops the edge", async ({ page }) => {
    const headers = { "content-security-policy": "default-src 'self'; img-src data:" };
    await openPage(page, { ...content, headers });
    const found = await page.evaluate((url) => window.checked(url), "https://edge.test");
    expect(found[0]).toBe("error csp_blocks");
  });

  it("tells what the edge refuses", async ({ page }) => {
    await openPage(page, content);
    const error = { code: "origin_refused", message: "not this one" };
    await page.route(COLLECT, (route) => route.fulfill(answer({ status: 0, error }, 403)));
    const found = await page.evaluate((url) => window.checked(url), "https://edge.test");
    expect(found[0]).toBe("error origin_refused");
  });

  it("finds no error where each call names its case, and asks no address without one", async ({
    page,
  }) => {
    await openPage(page, content);
    const asked: string[] = [];
    await page.route("**/v3/**", (route) => {
      asked.push(route.request().url());
      const error = { code: "not_found", message: "nothing is there" };
      return route.fulfill(answer({ status: 0, error }, 404));
    });
    const found = await page.evaluate((url) => window.checked(url, { case: undefined }), SHOP);
    expect(found).toContain("warning case_missing");
    expect(found.filter((each) => each.startsWith("error"))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("finds a clock that is wrong", async ({ page }) => {
    await openPage(page, content);
    await page.route(COLLECT, (route) =>
      route.fulfill(answer({ status: 1, now: Date.now() - 86_400_000 })),
    );
    const found = await page.evaluate((url) => window.checked(url), SHOP);
    expect(found).toContain("warning clock_wrong");
  });
});

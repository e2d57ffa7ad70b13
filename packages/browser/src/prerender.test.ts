import { describe, expect, it } from "vitest";
import { untilShown } from "./prerender.ts";

function open(isPrerendered: boolean) {
  const page = { isPrerendered };
  const log: string[] = [];
  const part = { follow: (state: string) => void log.push(state) };
  return { page, log, ...untilShown({ isPrerendered: () => page.isPrerendered }, [part]) };
}

describe("untilShown", () => {
  it("changes nothing on a page that is not prerendered", () => {
    const { log, follow, comeBack } = open(false);
    follow("pending");
    follow("granted");
    follow("denied");
    comeBack();
    expect(log).toEqual(["pending", "granted", "denied"]);
  });

  it("grants nothing before the page is shown, but denies at once", () => {
    const { page, log, follow, comeBack } = open(true);
    follow("granted");
    follow("denied");
    follow("granted");
    comeBack(); // As when it is online again.
    expect(log).toEqual(["pending", "denied", "pending", "pending"]);
    page.isPrerendered = false;
    comeBack();
    comeBack();
    expect(log.slice(4)).toEqual(["granted"]);
  });
});

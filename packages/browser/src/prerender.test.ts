import { describe, expect, it } from "vitest";
import type { ConsentFollower } from "./consent.ts";
import { onceActivated } from "./prerender.ts";

function open() {
  const log: string[] = [];
  const part: ConsentFollower = {
    follow: (state) => void log.push(state),
  };
  return { log, part };
}

describe("onceActivated", () => {
  it("changes nothing on a page that is not prerendered", () => {
    const { log, part } = open();
    const gated = onceActivated({ whenActivated: (run) => run() }, [part]);
    gated.follow("pending");
    gated.follow("granted");
    gated.follow("denied");
    expect(log).toEqual(["pending", "granted", "denied"]);
  });

  it("grants nothing before the page is shown, but denies at once", () => {
    const { log, part } = open();
    let activate = () => {};
    const gated = onceActivated({ whenActivated: (run) => (activate = run) }, [part]);
    gated.follow("granted");
    gated.follow("denied");
    gated.follow("granted");
    activate();
    expect(log).toEqual(["pending", "denied", "pending", "granted"]);
  });
});

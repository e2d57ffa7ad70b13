import { describe, expect, it } from "vitest";
import type { ConsentEffects } from "./consent.ts";
import { onceActivated } from "./prerender.ts";

function open() {
  const log: string[] = [];
  const part: ConsentEffects = {
    pending: () => void log.push("pending"),
    granted: () => void log.push("granted"),
    denied: () => void log.push("denied"),
  };
  return { log, part };
}

describe("onceActivated", () => {
  it("changes nothing on a page that is not prerendered", () => {
    const { log, part } = open();
    const gated = onceActivated({ whenActivated: (run) => run() }, [part]);
    gated.pending();
    gated.granted();
    gated.denied();
    expect(log).toEqual(["pending", "granted", "denied"]);
  });

  it("grants nothing before the page is shown, but denies at once", () => {
    const { log, part } = open();
    let activate = () => {};
    const gated = onceActivated({ whenActivated: (run) => (activate = run) }, [part]);
    gated.granted();
    gated.denied();
    gated.granted();
    activate();
    expect(log).toEqual(["pending", "denied", "pending", "granted"]);
  });
});

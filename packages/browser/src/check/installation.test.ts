import { describe, expect, it } from "vitest";
import type { Inspection } from "../api.ts";
import { installationFindings } from "./installation.ts";

const SOUND: Inspection = {
  version: "0",
  endpoint: "https://shop.example/nba",
  key: "pk_live_1",
  case: "shop",
  consent: { state: "granted", reason: "tcf: purpose 1 agreed to" },
  consumerId: "visitor",
  session: undefined,
  tab: "tab",
  pageId: "page",
  journal: { events: 0, bytes: 0, durable: true },
  dropped: {},
  circuitOpen: false,
  lastAnswer: undefined,
};
const PAGE = { origin: "https://shop.example", isSecureContext: true };

const found = (told: Partial<Inspection>, page: Partial<typeof PAGE> = {}) =>
  installationFindings({ ...SOUND, ...told }, { ...PAGE, ...page }).map(
    ({ level, code }) => `${level} ${code}`,
  );

describe("installationFindings", () => {
  it("finds nothing wrong where nothing is", () => {
    expect(found({})).toEqual(["info consent_granted"]);
  });

  it.each([
    [{ key: "" }, "error key_wrong"],
    [{ key: "sk_live_1" }, "error key_wrong"],
    [{ case: undefined }, "warning case_missing"],
    [{ endpoint: "https://edge.example" }, "info other_origin"],
    [{ circuitOpen: true }, "warning paused"],
    [{ journal: { events: 3, bytes: 9, durable: false } }, "warning storage_blocked"],
    [{ cookieless: true, journal: { events: 0, bytes: 0, durable: false } }, "info cookieless"],
    [{ dropped: { too_many: 4 } }, "warning dropped"],
    [{ dropped: { consent: 4 } }, "info dropped"],
  ])("finds %j", (told, finding) => {
    expect(found(told)).toEqual(["info consent_granted", finding]);
  });

  it("finds a page without https", () => {
    expect(found({}, { isSecureContext: false })).toContain("warning not_secure");
  });

  it.each([
    ["pending", "warning consent_pending"],
    ["denied", "info consent_denied"],
  ] as const)("says what %s consent means and where it comes from", (state, finding) => {
    const consent = { state, reason: "tcf: purpose 1 refused" };
    expect(found({ consent })).toEqual([finding]);
    const [first] = installationFindings({ ...SOUND, consent }, PAGE);
    expect(first?.message).toContain("tcf: purpose 1 refused");
    expect(first?.message).toContain("Nothing is stored or reported");
  });

  it("does not blame the browser for keeping nothing before consent", () => {
    const consent = { state: "pending", reason: "page" } as const;
    const journal = { events: 1, bytes: 1, durable: false };
    expect(found({ consent, journal })).toEqual(["warning consent_pending"]);
  });
});

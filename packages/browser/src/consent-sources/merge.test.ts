import { describe, expect, it } from "vitest";
import type { ConsentState } from "../api.ts";
import { type ConsentSignals, mergeConsent } from "./merge.ts";

type Source = "page" | "gpc" | "tcf" | "consentMode";

function say(words: Partial<Record<Source, ConsentState>>): ConsentSignals {
  const entries = Object.entries(words).map(([source, state]) => [
    source,
    { state, reason: `${source} says so` },
  ]);
  return Object.fromEntries(entries);
}

const TABLE: readonly [Partial<Record<Source, ConsentState>>, ConsentState, Source | "nobody"][] = [
  [{}, "pending", "nobody"],
  [{ page: "pending" }, "pending", "nobody"],
  [{ page: "granted" }, "granted", "page"],
  [{ page: "denied" }, "denied", "page"],
  [{ gpc: "denied" }, "denied", "gpc"],
  [{ tcf: "granted" }, "granted", "tcf"],
  [{ tcf: "pending" }, "pending", "tcf"],
  [{ tcf: "denied" }, "denied", "tcf"],
  [{ consentMode: "granted" }, "granted", "consentMode"],
  [{ consentMode: "pending" }, "pending", "consentMode"],
  [{ consentMode: "denied" }, "denied", "consentMode"],
  [{ tcf: "granted", consentMode: "granted" }, "granted", "tcf"],
  [{ tcf: "granted", consentMode: "pending" }, "pending", "consentMode"],
  [{ tcf: "pending", consentMode: "granted" }, "pending", "tcf"],
  [{ tcf: "granted", consentMode: "denied" }, "denied", "consentMode"],
  [{ tcf: "denied", consentMode: "granted" }, "denied", "tcf"],
  [{ tcf: "pending", consentMode: "denied" }, "denied", "consentMode"],
  [{ tcf: "denied", consentMode: "denied" }, "denied", "tcf"],
  [{ gpc: "denied", tcf: "granted", consentMode: "granted" }, "denied", "gpc"],
  [{ page: "pending", gpc: "denied" }, "denied", "gpc"],
  [{ page: "pending", tcf: "granted" }, "granted", "tcf"],
  [{ page: "granted", gpc: "denied", tcf: "denied", consentMode: "denied" }, "granted", "page"],
  [{ page: "denied", tcf: "granted", consentMode: "granted" }, "denied", "page"],
];

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, index) =>
    ordersOf(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

describe("mergeConsent", () => {
  it.each(TABLE)("%j gives %s by %s", (words, state, by) => {
    const merged = mergeConsent(say(words));
    expect(merged.state).toBe(state);
    expect(merged.reason).toBe(
      by === "nobody" ? "no source of consent has answered yet" : `${by} says so`,
    );
  });

  it.each(TABLE)("%j in every order, said once before with something else", (words, state) => {
    const sources = Object.keys(say(words));
    for (const order of ordersOf(sources)) {
      let heard: ConsentSignals = say({ tcf: "denied", consentMode: "granted" });
      heard = { ...heard, tcf: undefined, consentMode: undefined };
      for (const source of order) heard = { ...heard, ...pick(say(words), source) };
      expect(mergeConsent(heard).state, order.join(", ")).toBe(state);
    }
  });

  it("never grants what a dialogue on the page refuses or has not answered", () => {
    const states: readonly (ConsentState | undefined)[] = [
      undefined,
      "pending",
      "granted",
      "denied",
    ];
    for (const tcf of states) {
      for (const consentMode of states) {
        const { state } = mergeConsent(
          say({ ...(tcf && { tcf }), ...(consentMode && { consentMode }) }),
        );
        const said = [tcf, consentMode].filter((each) => each !== undefined);
        const agreed = said.length > 0 && said.every((each) => each === "granted");
        expect(state === "granted").toBe(agreed);
      }
    }
  });
});

const pick = (signals: ConsentSignals, source: string): ConsentSignals =>
  Object.fromEntries(Object.entries(signals).filter(([name]) => name === source));

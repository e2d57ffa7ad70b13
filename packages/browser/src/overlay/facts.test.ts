import { describe, expect, it } from "vitest";
import { createTestNextmove } from "../testing/index.ts";
import { deliveryFacts, identityFacts, setupFacts } from "./facts.ts";

const told = createTestNextmove({ case: "shop" }).inspect();

describe("facts", () => {
  it("names the visitor only when there is one", () => {
    expect(identityFacts(told)[0]).toEqual(["Visitor", "visitor-1"]);
    expect(identityFacts({ ...told, consumerId: undefined })[0]).toEqual(["Visitor", "nameless"]);
  });

  it("counts the session", () => {
    const session = { id: "s", number: 3, startedAt: 1_700_000_000_000 };
    expect(identityFacts({ ...told, session })[1]?.[1]).toMatch(/^no. 3, since /);
  });

  it("says that nothing is kept of a visitor without cookies", () => {
    expect(identityFacts({ ...told, cookieless: true }).at(-1)).toEqual([
      "Kept",
      "nothing, without cookies",
    ]);
  });

  it("adds up what was sent, waits and was given up", () => {
    const facts = Object.fromEntries(
      deliveryFacts(
        {
          ...told,
          journal: { events: 4, bytes: 2048, durable: true },
          dropped: { too_old: 2, consent: 1 },
          circuitOpen: true,
          lastAnswer: { at: 1_700_000_000_000, status: 0 },
        },
        7,
      ),
    );
    expect(facts).toMatchObject({
      "Sent since opened": "7",
      Waiting: "4 (2.0 KiB), survive the page",
      "Given up": "2 too_old, 1 consent",
      Sending: "rests: the edge does not answer",
    });
    expect(facts["Last answer"]).toMatch(/^none, /);
  });

  it("leaves out what is not so", () => {
    expect(Object.fromEntries(deliveryFacts(told, 0))).toEqual({
      "Sent since opened": "0",
      Waiting: "0",
      "Given up": "0",
      "Last answer": "—",
    });
  });

  it("shows how it was set up", () => {
    expect(setupFacts(told)).toEqual([
      ["Edge", "https://edge.test"],
      ["Key", "pk_test"],
      ["Case", "shop"],
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConsentModeReading, consentModeSignal, hear, NOTHING_SAID } from "./consent-mode.ts";

/** As a page defines it: gtag.js takes nothing but `arguments`. */
function gtag(..._command: readonly unknown[]): unknown {
  // oxlint-disable-next-line prefer-rest-params -- the object itself is what is tested
  return arguments;
}

const asDefault = (values: object) => gtag("consent", "default", values);
const asUpdate = (values: object) => gtag("consent", "update", values);

function read(entries: readonly unknown[], reading: Partial<ConsentModeReading> = {}) {
  const heard = entries.reduce(hear, NOTHING_SAID);
  return consentModeSignal(heard, { types: ["analytics_storage"], waiting: false, ...reading });
}

const DENIED = { analytics_storage: "denied" };
const GRANTED = { analytics_storage: "granted" };

describe("consentModeSignal", () => {
  it.each([
    ["nothing", [], undefined, undefined],
    ["no consent command", [{ event: "gtm.js" }, gtag("js", 1), null, 5], undefined, undefined],
    ["another type only", [asUpdate({ ad_storage: "granted" })], undefined, undefined],
    ["a plain array, as Google", [["consent", "update", GRANTED]], undefined, undefined],
    ["a value that is none", [asUpdate({ analytics_storage: "yes" })], undefined, undefined],
    ["refused by default", [asDefault(DENIED)], "pending", "denied by default, no answer yet"],
    ["granted by default", [asDefault(GRANTED)], "granted", "granted by default"],
    ["agreed", [asDefault(DENIED), asUpdate(GRANTED)], "granted", "granted"],
    ["refused", [asDefault(GRANTED), asUpdate(DENIED)], "denied", "denied"],
    ["an update before its default", [asUpdate(GRANTED), asDefault(DENIED)], "granted", "granted"],
    ["withdrawn", [asUpdate(GRANTED), asUpdate(DENIED)], "denied", "denied"],
    ["agreed again", [asUpdate(DENIED), asUpdate(GRANTED)], "granted", "granted"],
    [
      "an update of another type",
      [asUpdate(GRANTED), asUpdate({ ad_storage: "denied" })],
      "granted",
      "granted",
    ],
  ])("reads %s", (_, entries, state, words) => {
    const signal = read(entries);
    expect(signal?.state).toBe(state);
    expect(signal?.reason).toBe(words && `consent mode: analytics_storage ${words}`);
  });

  it("waits for an update where a default says so", () => {
    const entries = [asDefault({ ...GRANTED, wait_for_update: 500 })];
    expect(entries.reduce(hear, NOTHING_SAID).waitMs).toBe(500);
    expect(read(entries, { waiting: true })?.state).toBe("pending");
    expect(read([...entries, asUpdate(GRANTED)], { waiting: true })?.state).toBe("granted");
  });

  const regional = [
    asDefault({ ...DENIED, region: ["ES", "US-CA"] }),
    asDefault({ ...GRANTED }),
    asDefault({ ...GRANTED, region: ["US"] }),
  ];
  it.each([
    ["ES", "pending"],
    ["ES-MD", "pending"],
    ["US-CA", "pending"],
    ["US-NY", "granted"],
    ["US", "granted"],
    ["FR", "granted"],
    [undefined, "pending"],
  ])("takes the most specific default for %s in any order", (region, state) => {
    expect(read(regional, { region })?.state).toBe(state);
    expect(read(regional.toReversed(), { region })?.state).toBe(state);
  });

  it("takes the last of equally specific defaults", () => {
    const entries = [asDefault(DENIED), asDefault(GRANTED)];
    expect(read(entries, { region: "DE" })?.state).toBe("granted");
    expect(read(entries.toReversed(), { region: "DE" })?.state).toBe("pending");
  });

  it("wants every type that is asked for", () => {
    const types = ["analytics_storage", "personalization_storage"];
    const half = asUpdate({ ...GRANTED, personalization_storage: "denied" });
    expect(read([half], { types })?.reason).toBe("consent mode: personalization_storage denied");
    expect(read([asUpdate(GRANTED)], { types })?.state).toBe("granted");
  });

  it.each([
    [{ default: false }, "pending"],
    [{ initial: true }, "granted"],
    [{ default: false, update: true }, "granted"],
    [{ default: true, update: false }, "denied"],
    [{ update: "granted" }, "granted"],
    [{}, undefined],
    [null, undefined],
  ])("reads what Google's tag made of it: %j", (entry, state) => {
    expect(read([], { entries: { analytics_storage: entry } })?.state).toBe(state);
  });

  it("believes Google's tag before the commands: it knows the region and its templates", () => {
    const entries = { analytics_storage: { default: false, update: false } };
    expect(read([asUpdate(GRANTED)], { entries })?.state).toBe("denied");
  });

  it("keeps no more defaults than a page can mean", () => {
    const heard = Array.from({ length: 1000 }, () => asDefault(DENIED)).reduce(hear, NOTHING_SAID);
    expect(heard.defaults).toHaveLength(50);
    const patient = hear(NOTHING_SAID, asDefault({ ...DENIED, wait_for_update: 1e9 }));
    expect(patient.waitMs).toBe(10_000);
  });

  const region = fc.constantFrom("ES", "US", "US-CA", "FR");
  const command = fc.record({
    verb: fc.constantFrom("default", "update"),
    value: fc.constantFrom("granted", "denied", undefined, true, null),
    region: fc.option(fc.array(region), { nil: undefined }),
  });

  it("lets the last update decide, and grants nothing that nobody granted", () => {
    fc.assert(
      fc.property(
        fc.array(command),
        fc.option(region, { nil: undefined }),
        fc.boolean(),
        (commands, where, waiting) => {
          const entries = commands.map(({ verb, value, region: regions }) =>
            gtag("consent", verb, { analytics_storage: value, region: regions }),
          );
          const state = read(entries, { region: where, waiting })?.state;
          const said = commands.filter(({ value }) => value !== undefined && value !== null);
          const update = said.findLast(({ verb }) => verb === "update");
          // Google's tag keeps true and false; a page may take after it.
          const agrees = ({ value }: { value: unknown }) => value === "granted" || value === true;
          if (update) expect(state).toBe(agrees(update) ? "granted" : "denied");
          else if (state === "granted") expect(said.some(agrees)).toBe(true);
          else expect(state).not.toBe("denied");
        },
      ),
    );
  });

  it("survives whatever is pushed", () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), fc.boolean(), (values, asArguments) => {
        const entry = asArguments ? gtag("consent", ...values) : values;
        const heard = hear(NOTHING_SAID, entry);
        const signal = consentModeSignal(heard, {
          types: ["analytics_storage"],
          waiting: false,
          entries: values[0],
        });
        expect([undefined, "granted", "pending", "denied"]).toContain(signal?.state);
      }),
    );
  });
});

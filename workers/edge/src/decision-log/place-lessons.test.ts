import { createHead, HEAD_SPACE, observe } from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldEpisode, NOTHING_YET } from "./episode.ts";
import type { DecisionBody, ShardEvent } from "./events.ts";
import { placeLessons, type PlacesLesson, placeValues } from "./place-lessons.ts";

const nothing = observe({});
if (!nothing.ok) throw new Error("an empty state is refused");
const stored = { at: 1, request: "r", fingerprint: "f", terms: [] };
const place = { queryId: "q" };

const listed = (change: Partial<DecisionBody> = {}): ShardEvent => ({
  ...place,
  seq: 1,
  kind: "decision",
  dedupeKey: "",
  body: {
    ...stored,
    observation: nothing.value,
    order: ["a", "b", "c"],
    probabilities: [1, 1, 1],
    scores: [3, 2, 1],
    mode: "recommendation",
    model: createHead().version,
    space: HEAD_SPACE,
    activation: "immediate",
    recommended: {
      kind: "session",
      reasons: [],
      taught: { features: ["A", "B", "C"], range: { min: -10, max: 10 } },
    },
    ...change,
  },
});
const selected = (seq: number, action: string): ShardEvent => ({
  ...place,
  seq,
  kind: "select",
  dedupeKey: `${seq}`,
  body: { ...stored, action },
});
const rewarded = (seq: number, credit: number, change: object = {}): ShardEvent => ({
  ...place,
  seq,
  kind: "reward",
  dedupeKey: `${seq}`,
  body: { ...stored, type: "t", value: credit, credit, ...change },
});
const deferred = { activation: "deferred" } as const;

describe("what each place has brought", () => {
  it.each<[string, ShardEvent[], number[] | undefined]>([
    ["nothing, when just shown", [listed()], [0, 0, 0]],
    ["unknown, until a browser says it was shown", [listed(deferred)], undefined],
    ["nothing, once it was", [listed(deferred), selected(2, "a")], [0, 0, 0]],
    ["all of it the first, when nothing was taken", [listed(), rewarded(2, 5)], [5, 0, 0]],
    ["what was taken", [listed(), selected(2, "b"), rewarded(3, 5)], [0, 5, 0]],
    [
      "what was taken last, each time",
      [
        listed(),
        ..."bc".split("").flatMap((id, n) => [selected(2 + 2 * n, id), rewarded(3 + 2 * n, 1)]),
      ],
      [0, 1, 1],
    ],
    ["what is taken later", [listed(), rewarded(2, 5), selected(3, "c")], [0, 0, 5]],
    ["within the range", [listed(), rewarded(2, 8), rewarded(3, 8)], [10, 0, 0]],
    ["less what was given back", [listed(), rewarded(2, 8), rewarded(3, -8)], [0, 0, 0]],
    ["nothing of what came too late", [listed(), rewarded(2, 8, { expired: true })], [0, 0, 0]],
    ["nothing of what does not count", [listed(), rewarded(2, 8, { ignored: true })], [0, 0, 0]],
    [
      "the first, when what was taken is not of the list",
      [listed(), selected(2, "x"), rewarded(3, 1)],
      [1, 0, 0],
    ],
    ["unknown under other features", [listed({ space: HEAD_SPACE + 1 })], undefined],
    [
      "unknown of tests and strangers",
      [listed({ recommended: { kind: "session", reasons: [] } })],
      undefined,
    ],
  ])("is %s", (_, events, expected) => {
    const values = placeValues(foldEpisode(events))?.map(({ value }) => value);
    expect(values).toEqual(expected);
  });
});

describe("lessons", () => {
  const event = fc.oneof(
    fc.constantFrom("a", "b", "c", "x").map((action) => (seq: number) => selected(seq, action)),
    fc.integer({ min: -5, max: 20 }).map((credit) => (seq: number) => rewarded(seq, credit)),
  );

  it("are one for all places of a list that was just shown", () => {
    const lessons = placeLessons(NOTHING_YET, foldEpisode([listed()]));
    expect(lessons).toEqual([{ features: ["A", "B", "C"], count: 1, from: 0, to: 0, at: 1 }]);
  });

  it("add up to what the places have brought, whenever the decision comes", () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 8 }),
        fc.nat(8),
        fc.constantFrom("immediate" as const, "deferred" as const),
        (made, at, activation) => {
          const events = made.map((make, n) => make(n));
          const decided = { ...listed({ activation }), seq: Math.min(at, made.length) - 0.5 };
          const all = [...events, decided].sort((a, b) => a.seq - b.seq);
          const lessons: PlacesLesson[] = [];
          for (const n of all.keys()) {
            const before = n === 0 ? NOTHING_YET : foldEpisode(all.slice(0, n));
            lessons.push(...placeLessons(before, foldEpisode(all.slice(0, n + 1))));
          }
          const places = placeValues(foldEpisode(all)) ?? [];
          const values = places.map(({ value }) => value);
          const of = (features: string) => lessons.filter((one) => one.features.includes(features));
          for (const [n, features] of ["A", "B", "C"].entries()) {
            const shown = of(features).reduce((sum, { count }) => sum + count, 0);
            expect(shown).toBe(values.length > 0 ? 1 : 0);
            const arrived = of(features).reduce(
              (sum, { arrival }) => sum + (arrival?.count ?? 0),
              0,
            );
            expect(arrived).toBe(places[n]?.since === undefined ? 0 : 1);
            // Each goes on from where the last one ended.
            expect(of(features).reduce((held, { from, to }) => (held === from ? to : NaN), 0)).toBe(
              values[n] ?? 0,
            );
          }
        },
      ),
    );
  });
});

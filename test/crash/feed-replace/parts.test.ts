import { createRandom } from "@nextmove/engine";
import { afterAll, beforeAll, expect, inject, it } from "vitest";

import { Mortal } from "./deaths.ts";
import { differences, exported, linesOf, type Quantities, withQuantities } from "./exports.ts";
import { catalogueOf, sendFeed } from "./shop.ts";

const CASE = "crash-parts";
const FEED = `/v3/feed/${CASE}`;
const PARTS = 2;
/** Deaths while the parts are taken for a feed, which the swap is a part of. */
const DEATHS = 6;
/** By how much that takes longer than the least that it took: the last deaths come after the answer. */
const LONGER = 3;

let server: Mortal;
beforeAll(async () => {
  server = await Mortal.born(inject("workerdConfigPath"), CASE);
});
afterAll(() => server.end());

/** A request, and of an update what it says. */
type Step = { query: string; body: string; quantities?: Quantities };

const NOTHING: Step = { query: "", body: "" };

/** Stock of every fourth product, which both exports have. */
const updateTo = (quantity: number, from: number): Step => {
  const ids = Array.from({ length: 700 }, (_, n) => `product-${4 * n + from}`);
  const quantities = new Map(ids.map((id) => [id, quantity]));
  const lines = ids.map((id) => JSON.stringify({ id, quantity }));
  return { query: "/update", body: lines.join("\n"), quantities };
};

/** An export in parts, with updates between. */
const stepsTo = (n: number): Step[] => {
  const items = exported(n);
  const length = Math.ceil(items.length / PARTS);
  const upload = `?upload_id=upload-${n}`;
  const parts = Array.from({ length: PARTS }, (_, part): Step[] => [
    {
      query: `${upload}&part=${part + 1}`,
      body: linesOf(items.slice(part * length, (part + 1) * length)),
    },
    updateTo(PARTS * n + part, part + 1),
  ]);
  return [...parts.flat(), { query: `${upload}&complete=true`, body: "" }];
};

it("kill -9 leaves the parts of a feed that had come, and every update that was answered", async () => {
  const random = createRandom("crash while a feed comes in parts");
  const take = async ({ query, body }: Step): Promise<number> => {
    const sentAt = performance.now();
    expect(await sendFeed(server.url, FEED + query, body)).toBe(200);
    return performance.now() - sentAt;
  };
  const tookMs: number[] = [];
  for (const step of stepsTo(1)) tookMs.push(await take(step));
  let stands = withQuantities(exported(1), ...stepsTo(1).map(({ quantities }) => quantities));

  const lastStep = tookMs.length - 1;
  const deaths = [
    ...tookMs.slice(0, -1).map((_, step) => ({ step, share: random() })),
    ...Array.from({ length: DEATHS }, (_, n) => ({
      step: lastStep,
      share: (n + random()) / DEATHS,
    })),
  ];
  for (const [round, { step: fatal, share }] of deaths.entries()) {
    const n = round + 2;
    const steps = stepsTo(n);
    for (const step of steps.slice(0, fatal)) await take(step);
    const { query, body, quantities: inDoubt } = steps[fatal] ?? NOTHING;
    const sent = server.answer(sendFeed(server.url, FEED + query, body));
    await server.dieAfter(share * (tookMs[fatal] ?? 0) * (fatal === lastStep ? LONGER : 1));
    const answer = await sent;
    await server.rise();

    const { exported: found, items } = await catalogueOf(server.url, CASE);
    const isNew = found === n;
    if (fatal < lastStep || !isNew) expect(found).toBe(n - 1);
    if (fatal === lastStep && answer === 200) expect(isNew).toBe(true);
    // Of an update that was not answered, all has come or nothing.
    const [aProduct] = inDoubt?.keys() ?? [];
    const came = items.find(({ id }) => id === aProduct)?.quantity === inDoubt?.get(aProduct ?? "");
    if (answer === 200) expect(came).toBe(true);
    const updates = steps.slice(0, fatal + (came ? 1 : 0)).map(({ quantities }) => quantities);
    expect(differences(items, withQuantities(isNew ? exported(n) : stands, ...updates))).toEqual(
      [],
    );

    // What came is known; the rest follows, and what was in doubt comes once more.
    const again: number[] = [];
    for (const step of steps) again.push(await take(step));
    // One that was taken already is answered at once: that says nothing of how long the next will take.
    if (!isNew) tookMs[lastStep] = Math.min(tookMs[lastStep] ?? 0, again[lastStep] ?? 0);
    stands = withQuantities(exported(n), ...steps.map(({ quantities }) => quantities));
  }
  expect(differences((await catalogueOf(server.url, CASE)).items, stands)).toEqual([]);
});

import { runInDurableObject } from "cloudflare:test";
import { absorb, createLearner, exportHeader, publish } from "@nextmove/engine";
import { expect, it } from "vitest";
import { VersionStorage } from "../src/objects/case-model/version-storage.ts";
import { openCase } from "./case-objects.ts";
import { observation, START } from "./examples.ts";

const NOTHING = { version: 0, space: 0 };

it("publishes what is stored page by page, as the learner that it was stored from", async () => {
  const learner = createLearner();
  for (const action of ["c", "a", "b", "a"]) {
    absorb(learner, observation({}), [{ action, count: 1, from: 0, to: 2, at: START }], START);
  }
  const whole = publish(learner, NOTHING, Number.POSITIVE_INFINITY);
  const [one] = whole.actions;
  const pages = await runInDurableObject(openCase().rawModel, (_, { storage }) => {
    const stored = new VersionStorage(storage.sql);
    stored.writeHeader("v", exportHeader(learner));
    for (const solved of whole.actions) {
      stored.writePosterior("v", learner.actions.get(solved.action)?.version ?? 0, solved);
      stored.writePosterior("other", 1000 + solved.action.charCodeAt(0), solved);
    }
    const read = [stored.readPublication("v", NOTHING, one?.bytes.byteLength ?? 0)];
    for (let last = read[0]; last?.more; last = read.at(-1)) {
      const { version, space } = last.header;
      // Less than one action fits: it comes all the same.
      read.push(stored.readPublication("v", { version, space: space.version }, 1));
    }
    return read;
  });
  expect(pages.map(({ actions }) => actions.map(({ action }) => action))).toEqual([
    ["c"],
    ["b"],
    ["a"],
  ]);
  expect(pages.flatMap(({ actions }) => actions)).toEqual(whole.actions);
  expect(pages.at(-1)?.header).toEqual(whole.header);
});

import { expect, it } from "vitest";
import { forgetPage } from "./forget-page.ts";

it("goes through this Catalog's pages, and then through those of each replica that is left", async () => {
  const asked: string[] = [];
  const pagesOf = (name: string) => (place: string) => {
    asked.push(`${name} ${place}`.trim());
    return place === "" ? "event_20261122:5000" : null;
  };
  const numbers = [2, 1, 10];
  const deps = {
    here: pagesOf("first"),
    replicas: numbers,
    catalogAt: (replica: number) => ({
      forgetConsumer: async (_: string, place: string) => {
        if (place !== "" && replica === 1) numbers.splice(0, 1);
        return pagesOf(`replica ${replica}`)(place);
      },
    }),
  };
  let place: string | null = "";
  while (place !== null) place = await forgetPage(deps, "someone", place, 0);
  expect(asked).toEqual([
    "first",
    "first event_20261122:5000",
    "replica 1",
    "replica 1 event_20261122:5000",
    "replica 10",
    "replica 10 event_20261122:5000",
  ]);
});

import { describe, expect, it } from "vitest";
import { OPTIONS } from "../read-whole.fake.ts";
import type { Batch } from "./calls.ts";
import { ok } from "../../result.ts";
import type { Pace } from "./read-feed.ts";
import { takeFeed } from "./take-feed.ts";
import type { FeedTaker } from "./taker.ts";

/** A row of the platform holds 2 MB; a batch's problems are one, a late update another. */
const ROW_LIMIT_BYTES = 2_000_000;

/** Sizes of the rows a catalogue would store of this feed. */
const rowsOf = async (
  document: string,
  kind: "replace" | "update",
  rest: Pace["rest"] = () => Promise.resolve(),
): Promise<number[]> => {
  const rows: number[] = [];
  const catalog: FeedTaker = {
    begin: async () => ok({ generation: 1, finished: null }),
    stage: async (_, batch: Batch) => {
      const { problems, ids, bodies } = batch;
      rows.push(JSON.stringify(problems).length, JSON.stringify({ ids, bodies }).length);
      return ok({ duplicates: [], untitled: [], refused: [] });
    },
    finish: async () => Promise.reject(new Error("that is enough")),
    abort: async () => undefined,
  };
  const feed = {
    request: {
      id: "feed-1",
      kind,
      merge: true,
      validateOnly: false,
      feedVersion: undefined,
      isInParts: false,
      fingerprint: null,
    },
    reading: { ...OPTIONS, kind, format: "ndjson" as const },
    isForced: false,
    chunks: new Blob([document]).stream(),
  };
  const pace = { now: () => 0, rest };
  await expect(takeFeed(catalog, feed, pace)).rejects.toThrow("enough");
  return rows;
};

describe("takeFeed", () => {
  it.each([
    ["lines that are no products", "replace", "1\n".repeat(60_000)],
    ["deletions, the shortest there are", "update", '{"id":"a","deleted":true}\n'.repeat(250_000)],
  ] as const)("sends %s in batches that fit into rows", async (_, kind, document) => {
    const rows = await rowsOf(document, kind);
    expect(rows.length).toBeGreaterThan(2);
    expect(Math.max(...rows)).toBeLessThan(ROW_LIMIT_BYTES);
  });

  it("lets others have a turn between the variants of one product", async () => {
    const variants = Array.from({ length: 10_000 }, (_, id) => ({ id }));
    let turnsOfOthers = 0;
    await rowsOf(JSON.stringify({ id: "p", variants }), "replace", async () => {
      turnsOfOthers += 1;
    });
    // By its bytes alone it would be some.
    expect(turnsOfOthers).toBeGreaterThan(40);
  });
});

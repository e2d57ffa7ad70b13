import fc from "fast-check";
import { expect, it } from "vitest";
import { compareText } from "./compare-text.ts";
import { isPartition, overlaps, partitionOf } from "./partition.ts";
import { RETENTION_MS } from "../../../test-cycle/retention.ts";

const time = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });

it("puts an event into one table, which whoever asks for its time reads", () => {
  fc.assert(
    fc.property(time, time, fc.integer({ min: 0, max: RETENTION_MS }), (at, receivedAt, ageMs) => {
      const table = partitionOf({ at, receivedAt });
      expect(isPartition(table)).toBe(true);
      expect(overlaps(table, at, at + 1)).toBe(true);
      // The same whenever it comes again, for as long as anything is kept.
      const soon = partitionOf({ at, receivedAt: at });
      expect(partitionOf({ at, receivedAt: at + ageMs })).toBe(soon);
    }),
  );
});

it("leaves months alone that nobody asked for", () => {
  const november = partitionOf({ at: Date.UTC(2026, 10, 30, 23, 59), receivedAt: 0 });
  expect(november).toBe("event_202611");
  const [start, end] = [Date.UTC(2026, 10), Date.UTC(2026, 11)];
  expect(overlaps(november, start - 5, start)).toBe(false);
  expect(overlaps(november, end, end + 5)).toBe(false);
  expect(overlaps(november, end - 1, end)).toBe(true);
});

it("has one table for what claims to be older than anything is kept", () => {
  const past = partitionOf({ at: Date.UTC(2020, 1, 18), receivedAt: Date.UTC(2026, 10) });
  expect(past).toBe("event_past");
  expect(overlaps(past, Date.UTC(2026, 0), Date.UTC(2026, 1))).toBe(true);
});

it("compares text as SQLite does, by its bytes in UTF-8", () => {
  const text = fc.string({ unit: "binary", maxLength: 6 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
      expect(Math.sign(compareText(left, right))).toBe(bytes);
    }),
  );
});

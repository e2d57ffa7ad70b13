import { expect, it } from "vitest";
import { readSpan } from "./span.ts";

const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

it.each([
  [{}, EVER],
  [{ from: "2026-11-22" }, { ...EVER, from: Date.UTC(2026, 10, 22) }],
  [{ to: "2026-11-22T10:00:00+02:00" }, { ...EVER, to: Date.UTC(2026, 10, 22, 8) }],
  [
    { from: "1700000000000", to: "0" },
    { from: 1_700_000_000_000, to: 0 },
  ],
])("reads %j", (query, span) => {
  expect(readSpan(query)).toEqual({ ok: true, value: span });
});

it.each([{ format: "xml" }, { limit: "-1" }, { from: "0", form: "0" }])(
  "refuses %j: what would be ignored is not what was meant",
  (query) => {
    const path = Object.keys(query).at(-1);
    expect(readSpan(query)).toMatchObject({ ok: false, error: { code: "invalid_body", path } });
  },
);

it.each(["", "now", "-1", "1e12", "12/01/2026", "2026-13-01", "9".repeat(16)])(
  "takes %j for no time",
  (to) => {
    expect(readSpan({ to })).toMatchObject({
      ok: false,
      error: { code: "invalid_body", path: "to" },
    });
  },
);

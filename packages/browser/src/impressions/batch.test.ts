import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBatch } from "./batch.ts";

describe("createBatch", () => {
  let sent: (readonly number[])[] = [];
  const send = (items: readonly number[]) => void sent.push(items);

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
  });
  afterEach(() => void vi.useRealTimers());

  it("sends together what comes together", () => {
    const { add } = createBatch(send);
    add(1);
    vi.advanceTimersByTime(499);
    add(2);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1);
    add(3);
    vi.advanceTimersByTime(500);
    expect(sent).toEqual([[1, 2], [3]]);
  });

  it("sends at once when it has to, and nothing twice", () => {
    const { add, flush } = createBatch(send);
    add(1);
    flush();
    flush();
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual([[1]]);
  });

  it("keeps each portion small", () => {
    const { add, flush } = createBatch(send);
    const items = Array.from({ length: 45 }, (_, index) => index);
    items.forEach(add);
    flush();
    expect(sent.map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(sent.flat()).toEqual(items);
  });
});

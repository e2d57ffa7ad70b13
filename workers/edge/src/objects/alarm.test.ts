import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Alarm } from "./alarm.ts";

const NOW = 1_800_000_000_000;

/** An alarm and the times it was set for. */
const newAlarm = () => {
  const times: number[] = [];
  const setAlarm = async (time: number | Date) => void times.push(Number(time));
  return { alarm: new Alarm({ setAlarm }, { shortestMs: 100, retryMs: 5_000 }), times };
};

describe("Alarm", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    vi.spyOn(console, "error").mockReturnValue();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it("is set for what is due first, and no oftener than that", async () => {
    const { alarm, times } = newAlarm();
    for (const due of [null, NOW + 2_000, NOW + 3_000, NOW + 2_000, NOW + 1_000]) {
      await alarm.setFor(due);
    }
    expect(times).toEqual([NOW + 2_000, NOW + 1_000]);
    expect(alarm.at).toBe(NOW + 1_000);
  });

  it("comes soon, not at once, for what is overdue", async () => {
    const { alarm, times } = newAlarm();
    await alarm.setFor(NOW - 10);
    expect(times).toEqual([NOW + 100]);
  });

  it("is set anew by the work it came for, and by whatever makes an object anew", async () => {
    const { alarm, times } = newAlarm();
    await alarm.setFor(NOW);
    await alarm.ring(() => alarm.setFor(NOW + 2_000));
    alarm.gone();
    await alarm.setFor(NOW + 3_000);
    expect(times).toEqual([NOW + 100, NOW + 2_000, NOW + 3_000]);
  });

  it("is set again by the next that asks for it when it could not be", async () => {
    const times: number[] = [];
    const setAlarm = async (time: number | Date) => {
      times.push(Number(time));
      if (times.length % 2 === 0) throw new Error("storage failed");
    };
    const alarm = new Alarm({ setAlarm }, { shortestMs: 100 });
    await alarm.setFor(NOW + 3_000);
    await expect(alarm.setFor(NOW + 2_000)).rejects.toThrow("storage failed");
    expect(alarm.at).toBe(NOW + 3_000);
    await alarm.setFor(NOW + 2_000);
    expect(times).toEqual([NOW + 3_000, NOW + 2_000, NOW + 2_000]);
  });

  it("comes again after work that failed, also when that had set it for what stays overdue", async () => {
    const { alarm, times } = newAlarm();
    const error = new Error("out of reach");
    await alarm.ring(async () => {
      await alarm.setFor(NOW);
      throw error;
    });
    expect(times).toEqual([NOW + 100, NOW + 5_000]);
    expect(alarm.at).toBe(NOW + 5_000);
    expect(console.error).toHaveBeenCalledWith(error);
  });
});

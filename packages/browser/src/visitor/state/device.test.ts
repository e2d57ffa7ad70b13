import { describe, expect, it } from "vitest";
import { deviceClass } from "./device.ts";

describe("deviceClass", () => {
  it.each([
    [true, 390, "mobile"],
    [true, 599, "mobile"],
    [true, 600, "tablet"],
    [true, 1024, "tablet"],
    [false, 390, "desktop"],
    [false, 1440, "desktop"],
  ] as const)("coarse pointer %s, short side %d: %s", (coarsePointer, shortSidePixels, device) => {
    expect(deviceClass({ coarsePointer, shortSidePixels })).toBe(device);
  });
});

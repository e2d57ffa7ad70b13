import { describe, expect, it } from "vitest";
import { dyePicture } from "./dye-picture.ts";

describe("dyePicture", () => {
  const svg = `<path fill="#ff0000"/><path fill="#800000"/><path fill="#00ff00"/>`;

  it("dyes a colour and its shades, as dark as they were", () => {
    expect(dyePicture(svg, "#ff0000", { hue: 240, saturation: 0.5, lighter: 0 })).toBe(
      `<path fill="#4040bf"/><path fill="#202060"/><path fill="#00ff00"/>`,
    );
  });

  it("lightens, and leaves the shadow below", () => {
    const dye = { hue: 0, saturation: 0.5, lighter: 1 };
    expect(dyePicture(`<a fill="#ff0000"/><a fill="#22352f"/>`, "#ff0000", dye)).toBe(
      `<a fill="#faf0f0"/><a fill="#22352f"/>`,
    );
    expect(dyePicture(`<a fill="#22352f"/>`, "#2f5d50", dye)).toBe(`<a fill="#22352f"/>`);
  });
});

import { expect, it } from "vitest";
import { intervalChart } from "./interval-chart.ts";

/** Of the chart on a phone of 390 px. */
const WIDTH_PX = 326;
const CHARACTER_PX = 6.5;
/** Share of a text that is left of its place. */
const LEFT_OF_PLACE = { start: 0, middle: 0.5, end: 1 };

it.each([
  [0, 10],
  [3, 9.5],
  [-20, 1_000],
  [-0.02, 0.02],
])("names its scale within its width, of figures from %s to %s", async (lower, upper) => {
  const estimate = { value: (lower + upper) / 2, lower, upper };
  const chart = await intervalChart([{ label: "a", role: "test", estimate }], "EUR");
  const texts = [
    ...chart
      .toString()
      .matchAll(/<text\s+x="([\d.]+)%"[^>]*text-anchor="(start|middle|end)"\s*>([^<]+)</g),
  ];
  expect(texts.length).toBeGreaterThan(2);
  for (const [, percent, anchor, text = ""] of texts) {
    const length = text.length * CHARACTER_PX;
    const share = LEFT_OF_PLACE[anchor as keyof typeof LEFT_OF_PLACE];
    const left = (Number(percent) / 100) * WIDTH_PX - share * length;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + length).toBeLessThanOrEqual(WIDTH_PX);
  }
});

import { expect, it } from "vitest";
import { HEAD_SPACE } from "../head/features.ts";
import { PARTS } from "./part-names.ts";

it("keeps the order that stored weights and the heads of lists are read in", () => {
  expect({ space: HEAD_SPACE, order: PARTS }).toEqual({
    space: 1,
    order: [
      "viewed",
      "sequential",
      "associated",
      "after",
      "near",
      "distant",
      "similar",
      "searched",
    ],
  });
});

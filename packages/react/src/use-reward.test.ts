// @vitest-environment jsdom
import type { Reward } from "nextmove";
import { createElement } from "react";
import { act } from "react";
import { expect, it } from "vitest";
import { createTestNextmove } from "nextmove/testing";
import { mount } from "./react.fake.ts";
import { useReward } from "./use-reward.ts";

const functions = new Set<(reward: Reward) => void>();

function BuyButton({ caseId }: { readonly caseId: string }) {
  const reward = useReward({ case: caseId });
  functions.add(reward);
  const onClick = () => reward({ event_type: "add_to_basket" });
  return createElement("button", { onClick }, "buy");
}

it("rewards the decision last selected in the case, with one function for all renders", async () => {
  const nextmove = createTestNextmove();
  for (const caseId of ["shop", "checkout"]) {
    (await nextmove.decide({ case: caseId, actions: ["a"] })).shown();
  }
  const { place, show } = await mount(BuyButton, { nextmove, props: { caseId: "shop" } });
  const buy = () => act(async () => place.querySelector("button")?.click());
  await buy();
  functions.clear();
  await show({ caseId: "checkout" });
  await show({ caseId: "checkout" });
  await buy();
  expect(functions.size).toBe(1);
  expect(nextmove.recorded.reward).toMatchObject([{ case: "shop" }, { case: "checkout" }]);
});

// @vitest-environment jsdom
import { createElement } from "react";
import { act } from "react";
import { expect, it } from "vitest";
import { createTestNextmove } from "nextmove/testing";
import { mount } from "./react.fake.ts";
import { useRecommendations } from "./use-recommendations.ts";

function Shelf({ products }: { readonly products: readonly string[] }) {
  const { items, pending, select } = useRecommendations({ products, limit: 2 });
  const buttons = items.map(({ id }) =>
    createElement("button", { key: id, onClick: () => select(id) }, id),
  );
  return createElement("div", { "aria-busy": pending }, buttons);
}

it("shows what is recommended, asks again for other products, and says what was taken", async () => {
  const nextmove = createTestNextmove({
    recommendations: { test: ({ products = [] }) => products.map((id) => `with-${id}`) },
  });
  const { place, show, text } = await mount(Shelf, { nextmove, props: { products: ["lamp"] } });
  expect(text()).toBe("with-lamp");
  await show({ products: ["lamp"] });
  expect(nextmove.recorded.recommend).toHaveLength(1);
  await show({ products: ["mug", "bowl", "jug"] });
  expect(text()).toBe("with-mugwith-bowl");
  await act(async () => place.querySelectorAll("button")[1]?.click());
  // Each list once when it is there, as the component has no ref; then the product taken.
  expect(nextmove.recorded.select.map(({ action }) => action)).toEqual([
    "with-lamp",
    "with-mug",
    "with-bowl",
  ]);
});

it.each([
  ["leaves it to the component what is shown", { shown: "manual" }, ["a"]],
  ["shows nothing where nothing is recommended", {}, []],
] as const)("%s", async (_, options, fallback) => {
  const List = () => {
    const { items } = useRecommendations({ fallback }, options);
    return createElement("p", null, items.map(({ id }) => id).join());
  };
  const nextmove = createTestNextmove(
    fallback.length > 0 ? { recommendations: { test: [...fallback] } } : {},
  );
  const { text } = await mount(List, { nextmove, props: {} });
  expect(text()).toBe(fallback.join());
  expect(nextmove.recorded.select).toEqual([]);
});

import { visitOf } from "@nextmove/contract";
import { expect, it } from "vitest";
import { chooseRequest } from "./choose-request.ts";

const subject = (state: Record<string, unknown>, product?: string, about: string[] = []) => ({
  visit: visitOf(state),
  product,
  about,
  consumerId: undefined,
});

it.each([
  ["nothing known", undefined, subject({}), { kind: "trending" }],
  [
    "only a search",
    undefined,
    subject({ search_strings: ["a", "b"] }),
    { kind: "search", search: "b" },
  ],
  [
    "products and a search",
    undefined,
    subject({ search_strings: ["s"], products_viewed: ["a", "b", "a"], products_basket: ["c"] }),
    { kind: "session", session: ["c", "b", "a"], search: "s" },
  ],
  [
    "a product's page",
    undefined,
    subject({ products_viewed: ["p", "a"] }, "p"),
    { kind: "session", session: ["a", "p"] },
  ],
  [
    "products it is asked about, on another's page",
    undefined,
    subject({ products_viewed: ["a", "b"] }, "p", ["a", "c"]),
    { kind: "session", session: ["b", "p", "a", "c"] },
  ],
  [
    "similar to the last it is asked about",
    "similar",
    subject({ products_viewed: ["b"] }, "p", ["a", "c"]),
    { kind: "similar", item: "c" },
  ],
  [
    "together with all it is asked about",
    "bought-together",
    subject({ products_basket: ["b"] }, "p", ["a", "c"]),
    { kind: "bought-together", items: ["a", "c"] },
  ],
  [
    "similar to the page",
    "similar",
    subject({ products_viewed: ["a"] }, "p"),
    { kind: "similar", item: "p" },
  ],
  [
    "similar to the last",
    "similar",
    subject({ products_viewed: ["a", "b"] }),
    { kind: "similar", item: "b" },
  ],
  ["similar to nothing", "similar", subject({}), { kind: "trending" }],
  [
    "with the basket",
    "bought-together",
    subject({ products_viewed: ["v"], products_basket: ["a", "b"] }),
    { kind: "bought-together", items: ["a", "b"] },
  ],
  [
    "with the page's product",
    "bought-together",
    subject({ products_basket: ["a"] }, "p"),
    { kind: "bought-together", items: ["p"] },
  ],
  ["with nothing", "bought-together", subject({}), { kind: "trending" }],
  ["a search for nothing", "search", subject({}), { kind: "trending" }],
  ["trending", "trending", subject({ products_viewed: ["a"] }, "p"), { kind: "trending" }],
] as const)("%s", (_, kind, given, expected) => {
  expect(chooseRequest(kind, given)).toEqual(expected);
});

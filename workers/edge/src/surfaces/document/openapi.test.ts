import { type openApiDocument, operations } from "@nextmove/contract";
import { expect, it } from "vitest";
import { app } from "../../app.ts";
import { keysOf } from "../request/door.ts";

/** Not of the API: the shop, development, and the document itself. The version stands for both its paths. */
const APART = /^\/$|^\/dev\/|^\/v3\/(openapi\.json)?$/;

const routes = app.routes.filter(({ method, path }) => method !== "ALL" && !APART.test(path));

/** As the document spells a route; without `/v3` the same ones are there for clients of old. */
const documented = (path: string): string =>
  (/^\/(v3|auth)(\/|$)/.test(path) ? path : `/v3${path}`).replaceAll(/:(\w+)/g, "{$1}");

it("describes every route, and no other", () => {
  const there = new Set(routes.map(({ method, path }) => `${method} ${documented(path)}`));
  const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual([...there].sort());
});

it("names the kinds of key that each route takes", () => {
  for (const { method, path, keys } of operations) {
    const doors = routes
      .filter((route) => route.method === method.toUpperCase() && documented(route.path) === path)
      .flatMap(({ handler }) => [keysOf(handler) ?? []])
      .filter((kinds) => kinds.length > 0);
    for (const kinds of doors) expect(kinds, `${method} ${path}`).toEqual(keys);
    expect(doors.length > 0, `${method} ${path}`).toBe(keys.length > 0);
  }
});

it("is served to anyone, with the schemas that check the requests", async () => {
  const answer = await app.request("/v3/openapi.json");
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("content-type")).toContain("application/json");
  const document: ReturnType<typeof openApiDocument> = await answer.json();
  expect(document.openapi).toBe("3.1.0");
  expect(document.paths["/v3/action/{case_id}"]).toMatchObject({
    post: {
      parameters: [{ name: "case_id", in: "path", required: true }, {}, {}],
      requestBody: {
        content: {
          "application/json": {
            schema: { type: "object", properties: { actions: {}, state: {}, query_id: {} } },
          },
        },
      },
      responses: { 200: {}, default: { $ref: "#/components/responses/problem" } },
    },
  });
});

import { expect } from "vitest";

const ADMIN = { authorization: "Bearer ak_test_demo" };

/** Sends a request under the admin key and insists that it succeeds. */
export async function administer(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: ADMIN,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

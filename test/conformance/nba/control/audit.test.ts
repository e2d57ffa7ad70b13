import { auditResponse, keyDescription } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ADMIN_KEY, SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, putCase } = sharedApi();

const read = async (path: string) =>
  auditResponse.parse((await call("GET", path, { key: ADMIN_KEY })).json);

describe("GET /v3/audit", () => {
  it("says who changed what, the latest first", async () => {
    await putCase("audited", {});
    const body = { kind: "secret" };
    const made = await call("POST", "/v3/keys", { key: ADMIN_KEY, body });
    const { key_id: keyId } = keyDescription.parse(made.json);
    const [latest, before] = (await read("/v3/audit")).entries;
    expect(latest?.what).toBe(`create secret key ${keyId}`);
    expect(before?.what).toBe("put case audited");
    expect(latest?.actor).toBe(before?.actor);
    // Two of a kind may be active, and other tests make some.
    await call("DELETE", `/v3/keys/${keyId}`, { key: ADMIN_KEY });
  });

  it("goes on a page at a time to the beginning", async () => {
    await Promise.all(Array.from({ length: 101 }, (_, n) => putCase(`paged-${n}`, {})));
    const pages = [await read("/v3/audit")];
    for (let before = pages[0]?.before; before; before = pages.at(-1)?.before) {
      pages.push(await read(`/v3/audit?before=${before}`));
    }
    // The last may be full, and the next then empty.
    const sizes = pages.slice(0, -1).map(({ entries }) => entries.length);
    expect(new Set(sizes)).toEqual(new Set([100]));
    const all = pages.flatMap(({ entries }) => entries.map(({ what }) => what));
    expect(all.filter((what) => what.startsWith("put case paged-"))).toHaveLength(101);
  });

  it("is for admin keys, and takes no other place than it gave", async () => {
    refused(await call("GET", "/v3/audit", { key: SECRET_KEY }), 403, "forbidden");
    const wrong = await call("GET", "/v3/audit?before=yesterday", { key: ADMIN_KEY });
    expect(refused(wrong, 400, "invalid_body").path).toBe("before");
  });
});

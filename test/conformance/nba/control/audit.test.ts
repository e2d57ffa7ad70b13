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
  });

  it("goes on a page at a time to the beginning", async () => {
    await Promise.all(Array.from({ length: 101 }, (_, n) => putCase(`paged-${n}`, {})));
    const first = await read("/v3/audit");
    expect(first.entries).toHaveLength(100);
    const second = await read(`/v3/audit?before=${first.before}`);
    expect(second.before).toBeNull();
    const all = [...first.entries, ...second.entries].map(({ what }) => what);
    const put = all.filter((what) => what.startsWith("put case paged-"));
    expect(new Set(put).size).toBe(101);
  });

  it("is for admin keys, and takes no other place than it gave", async () => {
    refused(await call("GET", "/v3/audit", { key: SECRET_KEY }), 403, "forbidden");
    const wrong = await call("GET", "/v3/audit?before=yesterday", { key: ADMIN_KEY });
    expect(refused(wrong, 400, "invalid_body").path).toBe("before");
  });
});

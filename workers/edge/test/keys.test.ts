import { env } from "cloudflare:workers";
import { expect, it } from "vitest";

const REQUEST = { kind: "admin", mode: "live", origins: [] as string[] } as const;

it("keeps the last admin key: nothing could make another", async () => {
  const account = env.ACCOUNT.getByName("keys");
  const first = await account.bootstrap(0);
  if (!first.ok) throw new Error(first.error.message);
  const { keyId } = first.value.stored;

  const refused = await account.revokeKey(keyId, "root", 1);
  expect(refused).toMatchObject({ ok: false, error: { code: "last_admin_key" } });

  const second = await account.createKey(REQUEST, keyId, 2);
  expect(second.ok).toBe(true);
  expect(await account.revokeKey(keyId, "root", 3)).toMatchObject({ value: { revokedAt: 3 } });
  // A key that is revoked already is not the last one.
  expect(await account.revokeKey(keyId, "root", 4)).toMatchObject({ value: { revokedAt: 3 } });
});

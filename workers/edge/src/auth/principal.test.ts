import type { KeyKind } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import type { StoredKey } from "../protocol/account/snapshot.ts";
import { issueAccessToken } from "./access-token.ts";
import { hashKey } from "./api-key.ts";
import { authenticate, credentialOf } from "./principal.ts";

const NOW = Date.UTC(2026, 10, 21);
const ROOT = "root key of the test, 32 characters";
const SHOP_ORIGIN = "https://shop.example";

const request = (headers: Record<string, string> = {}, query = ""): Request =>
  new Request(`https://edge.example/v3/action/c${query}`, { headers });

describe("credentialOf", () => {
  const exposed = (text: string) => ({ text, exposed: true });
  const hidden = (text: string) => ({ text, exposed: false });

  it("finds a key in either header, in the query or in the body", () => {
    expect(credentialOf(request({ authorization: "Bearer k" }), null)).toEqual(hidden("k"));
    expect(credentialOf(request({ authorization: "bearer  k" }), null)).toEqual(hidden("k"));
    expect(credentialOf(request({ "x-api-key": "k" }), null)).toEqual(hidden("k"));
    expect(credentialOf(request({}, "?key=k"), null)).toEqual(exposed("k"));
    expect(credentialOf(request(), { key: "k" })).toEqual(exposed("k"));
  });

  it("prefers what is least exposed", () => {
    const headers = { authorization: "Bearer first", "x-api-key": "second" };
    expect(credentialOf(request(headers, "?key=third"), { key: "fourth" })?.text).toBe("first");
    const { authorization: _, ...second } = headers;
    expect(credentialOf(request(second, "?key=third"), { key: "fourth" })?.text).toBe("second");
    expect(credentialOf(request({}, "?key=third"), { key: "fourth" })?.text).toBe("third");
  });

  it("finds none where there is none", () => {
    const bodies = [undefined, null, "key", { key: 7 }, { key: "" }, [], { keys: "k" }];
    for (const body of bodies) expect(credentialOf(request({}, "?key="), body)).toBeNull();
    expect(credentialOf(request({ authorization: "Basic a2V5" }), null)).toBeNull();
  });
});

const TEXT: Record<KeyKind, string> = {
  secret: "sk_live_shop_1",
  publishable: "pk_live_shop_1",
  admin: "ak_live_shop_1",
};

const storedKey = (kind: KeyKind, change: Partial<StoredKey> = {}): StoredKey => ({
  keyId: `id-${kind}`,
  kind,
  mode: "live",
  hash: hashKey(TEXT[kind]),
  origins: kind === "publishable" ? [SHOP_ORIGIN] : [],
  createdAt: 0,
  revokedAt: null,
  ...change,
});

/** An environment whose accounts hold these keys; each test takes another name: snapshots are remembered. */
const envWith = (keys: StoredKey[]): Env =>
  ({
    NEXTMOVE_ROOT_KEY: ROOT,
    ACCOUNT: {
      getByName: (account: string) => ({
        snapshot: () => Promise.resolve({ account, keys, cases: [] }),
      }),
    },
  }) as unknown as Env;

let clock = NOW;
/** Far enough apart that no call sees what an earlier one remembered. */
const later = (): number => (clock += 60_000);

const verdict = async (
  asked: Request,
  {
    kinds = ["secret", "publishable", "admin"] as KeyKind[],
    keys = allKeys,
    body = null as unknown,
  },
): Promise<string> => {
  const credential = credentialOf(asked, body);
  const principal = await authenticate(envWith(keys), asked, credential, kinds, later());
  return principal.ok ? principal.value.key.kind : principal.error.code;
};
const allKeys = [storedKey("secret"), storedKey("publishable"), storedKey("admin")];
const bearer = (text: string, more: Record<string, string> = {}) =>
  request({ authorization: `Bearer ${text}`, ...more });

describe("authenticate", () => {
  it("lets each kind through where its kind is wanted, and nowhere else", async () => {
    const origin = { origin: SHOP_ORIGIN };
    for (const kind of ["secret", "publishable", "admin"] as const) {
      expect(await verdict(bearer(TEXT[kind], origin), { kinds: [kind] })).toBe(kind);
      const others = (["secret", "publishable", "admin"] as const).filter(
        (other) => other !== kind,
      );
      expect(await verdict(bearer(TEXT[kind], origin), { kinds: others })).toBe("forbidden");
    }
  });

  it("refuses a key that is unknown, revoked or missing", async () => {
    expect(await verdict(bearer("sk_live_shop_2"), {})).toBe("unauthorized");
    expect(await verdict(request(), {})).toBe("unauthorized");
    const keys = [storedKey("secret", { revokedAt: NOW })];
    expect(await verdict(bearer(TEXT.secret), { keys })).toBe("unauthorized");
  });

  it("takes only a publishable key from the URL or the body", async () => {
    const from = { origin: SHOP_ORIGIN };
    expect(await verdict(request(from, `?key=${TEXT.publishable}`), {})).toBe("publishable");
    expect(await verdict(request(from), { body: { key: TEXT.publishable } })).toBe("publishable");
    expect(await verdict(request(from, `?key=${TEXT.secret}`), {})).toBe("unauthorized");
    expect(await verdict(request(from), { body: { key: TEXT.admin } })).toBe("unauthorized");
  });

  it("takes a publishable key from its own origins alone", async () => {
    const elsewhere = { origin: "https://evil.example" };
    expect(await verdict(bearer(TEXT.publishable, elsewhere), {})).toBe("origin_refused");
    expect(await verdict(bearer(TEXT.publishable), {})).toBe("origin_refused");
    const none = [storedKey("publishable", { origins: [] })];
    const shop = { origin: SHOP_ORIGIN };
    expect(await verdict(bearer(TEXT.publishable, shop), { keys: none })).toBe("origin_refused");
    const any = [storedKey("publishable", { origins: ["*"] })];
    expect(await verdict(bearer(TEXT.publishable), { keys: any })).toBe("publishable");
  });

  it("takes an access token while its key is active", async () => {
    const token = await issueAccessToken(ROOT, "shop", "id-secret", clock);
    expect(await verdict(bearer(token), {})).toBe("secret");
    const keys = [storedKey("secret", { revokedAt: NOW })];
    expect(await verdict(bearer(token), { keys })).toBe("unauthorized");
    const expired = await issueAccessToken(ROOT, "shop", "id-secret", clock - 3_600_000);
    expect(await verdict(bearer(expired), {})).toBe("unauthorized");
  });
});

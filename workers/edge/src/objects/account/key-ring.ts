import type { CreateKeyRequest, KeyKind } from "@nextmove/contract";
import { generateKey, hashKey } from "../../auth/api-key.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { AccountStorage } from "./account-storage.ts";
import type { MadeKey, StoredKey } from "../../protocol/account/snapshot.ts";

/** Two, so that a key can be rotated: make the new one, move the clients, revoke the old one. */
const ACTIVE_KEYS_PER_KIND = 2;

/** What makes a request repeatable: only a key's hash is kept, so its secret has to come of the request. */
export interface Repeatable {
  /** Digest of the Idempotency-Key. */
  requestKey: string;
  /** Of it and of a secret of ours. */
  secret: Buffer;
}

/** The keys of an account. */
export class KeyRing {
  readonly #storage: AccountStorage;
  readonly #account: string;

  constructor(storage: AccountStorage, account: string) {
    this.#storage = storage;
    this.#account = account;
  }

  /** Whether a key was made under this Idempotency-Key. */
  knows(repeatable: Repeatable | undefined): boolean {
    return this.#madeUnder(repeatable) !== undefined;
  }

  /** Makes a key, up to a bound per kind; the same one again when the request comes again. */
  create(
    request: CreateKeyRequest,
    actor: string,
    now: number,
    repeatable?: Repeatable,
  ): Result<MadeKey, Failure> {
    const { kind, mode } = request;
    const key = generateKey(kind, mode, this.#account, repeatable?.secret);
    const hash = hashKey(key);
    const before = this.#madeUnder(repeatable);
    if (before) {
      const isSame = before.hash === hash && String(before.origins) === String(request.origins);
      if (!isSame) {
        return fail(
          failure("idempotency_conflict", "this Idempotency-Key made another key before"),
        );
      }
      return before.revokedAt === null
        ? ok({ key, stored: before, replay: true })
        : fail(failure("gone", "the key that was made under this Idempotency-Key is revoked"));
    }
    const active = this.#active(kind);
    if (active.length >= ACTIVE_KEYS_PER_KIND) {
      return fail(
        failure("too_many_keys", `revoke one of the ${active.length} ${kind} keys first`),
      );
    }
    const stored: StoredKey = {
      // Derived from the hash, so that a log line about a key can be matched to it.
      keyId: hash.slice(0, 16),
      kind,
      mode,
      origins: request.origins,
      hash,
      createdAt: now,
      revokedAt: null,
      ...(repeatable && { requestKey: repeatable.requestKey }),
    };
    this.#storage.putKey(stored);
    this.#storage.audit.add(now, actor, `create ${kind} key ${stored.keyId}`);
    return ok({ key, stored, replay: false });
  }

  /** Revokes a key, but not the last one that could make others. */
  revoke(keyId: string, actor: string, now: number): Result<StoredKey, Failure> {
    const key = this.#storage.keys().find((candidate) => candidate.keyId === keyId);
    if (!key) return fail(failure("not_found", "no such key"));
    const admins = this.#active("admin");
    if (admins.length === 1 && admins[0]?.keyId === keyId) {
      return fail(
        failure("last_admin_key", "without an admin key none can ever be made: create one first"),
      );
    }
    const revoked = { ...key, revokedAt: key.revokedAt ?? now };
    this.#storage.putKey(revoked);
    this.#storage.audit.add(now, actor, `revoke key ${keyId}`);
    return ok(revoked);
  }

  #madeUnder(repeatable: Repeatable | undefined): StoredKey | undefined {
    if (!repeatable) return undefined;
    return this.#storage.keys().find(({ requestKey }) => requestKey === repeatable.requestKey);
  }

  #active(kind: KeyKind): StoredKey[] {
    return this.#storage.keys().filter((key) => key.kind === kind && key.revokedAt === null);
  }
}

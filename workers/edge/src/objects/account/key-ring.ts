import type { CreateKeyRequest, KeyKind } from "@nextmove/contract";
import { generateKey, hashKey } from "../../auth/api-key.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { AccountStorage } from "./account-storage.ts";
import type { StoredKey } from "./snapshot.ts";

/** Two, so that a key can be rotated: make the new one, move the clients, revoke the old one. */
const ACTIVE_KEYS_PER_KIND = 2;

/** A key as it is told this once, and as it is kept. */
export interface MadeKey {
  key: string;
  stored: StoredKey;
}

/** The keys of an account. */
export class KeyRing {
  readonly #storage: AccountStorage;
  readonly #account: string;

  constructor(storage: AccountStorage, account: string) {
    this.#storage = storage;
    this.#account = account;
  }

  /** Makes a key; at most so many of a kind. */
  create(request: CreateKeyRequest, actor: string, now: number): Result<MadeKey, Failure> {
    const active = this.#active(request.kind);
    if (active.length >= ACTIVE_KEYS_PER_KIND) {
      return fail(
        failure("too_many_keys", `revoke one of the ${active.length} ${request.kind} keys first`),
      );
    }
    const key = generateKey(request.kind, request.mode, this.#account);
    const hash = hashKey(key);
    const stored: StoredKey = {
      // Derived from the hash, so that a log line about a key can be matched to it.
      keyId: hash.slice(0, 16),
      kind: request.kind,
      mode: request.mode,
      origins: request.origins,
      hash,
      createdAt: now,
      revokedAt: null,
    };
    this.#storage.putKey(stored);
    this.#storage.audit(now, actor, `create ${request.kind} key ${stored.keyId}`);
    return ok({ key, stored });
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
    this.#storage.audit(now, actor, `revoke key ${keyId}`);
    return ok(revoked);
  }

  #active(kind: KeyKind): StoredKey[] {
    return this.#storage.keys().filter((key) => key.kind === kind && key.revokedAt === null);
  }
}

import type { CreateModelRequest, ModelSettings } from "@nextmove/contract";
import type { LearnerHeader, Publication, PublishedAction } from "@nextmove/engine";
import type { Held } from "../../protocol/case-model/learning.ts";
import type { Lineage } from "./lineage.ts";
import { joined, piecesOf } from "./pieces.ts";

/** A version of the model, without what it has learned. JSON-safe. */
export interface Version {
  id: string;
  from: string;
  learns: CreateModelRequest["learns"];
  warmStart: number;
  settings: ModelSettings;
  createdAt: number;
  isRollbackPoint: boolean;
  lineage: Lineage;
  /** Whether its posteriors are stored, ready to be published: a frozen one is solved once. */
  isSolved: boolean;
  /** As of what was last written. */
  decisions: number;
  actions: number;
  space: number;
  /** The request that made it, told from another one under the same Idempotency-Key. */
  request?: { key: string; fingerprint: string } | undefined;
}

/** The CaseModel's tables of versions: as those of the live line, by version. */
export class VersionStorage {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS version (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS version_state (id TEXT, part INTEGER, body BLOB NOT NULL, PRIMARY KEY (id, part)) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS version_sums (id TEXT, action TEXT, bytes BLOB NOT NULL, PRIMARY KEY (id, action)) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS version_posterior (id TEXT, number INTEGER, scalars TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (id, number)) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS version_number (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID",
    );
  }

  /** All versions, oldest first. */
  list(): Version[] {
    return this.#sql
      .exec<{ body: string }>("SELECT body FROM version")
      .toArray()
      .map(({ body }): Version => JSON.parse(body))
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  write(version: Version): void {
    this.#sql.exec(
      "INSERT INTO version (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2",
      version.id,
      JSON.stringify(version),
    );
  }

  delete(id: string): void {
    for (const table of ["version", "version_state", "version_sums", "version_posterior"]) {
      this.#sql.exec(`DELETE FROM ${table} WHERE id = ?`, id);
    }
  }

  /** The next number under a name; none is given twice, deletions included. */
  nextNumber(name: string): number {
    return this.#sql
      .exec<{ last: number }>(
        "INSERT INTO version_number (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
        name,
      )
      .one().last;
  }

  lastNumber(name: string): number {
    const rows = this.#sql
      .exec<{ last: number }>("SELECT last FROM version_number WHERE name = ?", name)
      .toArray();
    return rows[0]?.last ?? 0;
  }

  readHeader(id: string): LearnerHeader {
    const rows = this.#sql
      .exec<{ body: ArrayBuffer }>("SELECT body FROM version_state WHERE id = ? ORDER BY part", id)
      .toArray();
    // Written below; a version has one from its beginning.
    return joined(rows.map(({ body }) => body)) as LearnerHeader;
  }

  writeHeader(id: string, header: LearnerHeader): void {
    const pieces = piecesOf(header);
    for (const [part, piece] of pieces.entries()) {
      this.#sql.exec(
        "INSERT INTO version_state (id, part, body) VALUES (?1, ?2, ?3) ON CONFLICT (id, part) DO UPDATE SET body = ?3",
        id,
        part,
        piece,
      );
    }
    this.#sql.exec("DELETE FROM version_state WHERE id = ? AND part >= ?", id, pieces.length);
  }

  readSums(id: string): Map<string, ArrayBuffer> {
    const rows = this.#sql
      .exec<{ action: string; bytes: ArrayBuffer }>(
        "SELECT action, bytes FROM version_sums WHERE id = ?",
        id,
      )
      .toArray();
    return new Map(rows.map(({ action, bytes }) => [action, bytes]));
  }

  writeSums(id: string, action: string, bytes: ArrayBuffer): void {
    this.#sql.exec(
      "INSERT INTO version_sums (id, action, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (id, action) DO UPDATE SET bytes = ?3",
      id,
      action,
      bytes,
    );
  }

  /** @param number of the version in which the action changed last */
  writePosterior(id: string, number: number, { bytes, ...scalars }: PublishedAction): void {
    this.#sql.exec(
      "INSERT INTO version_posterior (id, number, scalars, bytes) VALUES (?, ?, ?, ?)",
      id,
      number,
      JSON.stringify(scalars),
      bytes,
    );
  }

  /** As the engine's `publish`, from what is stored of a version that is solved. */
  readPublication(id: string, held: Held, maxBytes: number): Publication {
    const { model: header } = this.readHeader(id);
    const from = held.space === header.space.version ? held.version : 0;
    const rows = this.#sql.exec<{ number: number; scalars: string; bytes: ArrayBuffer }>(
      "SELECT number, scalars, bytes FROM version_posterior WHERE id = ? AND number > ? ORDER BY number",
      id,
      from,
    );
    const actions: PublishedAction[] = [];
    let version = from;
    let size = 0;
    for (const { number, scalars, bytes } of rows) {
      size += bytes.byteLength;
      if (actions.length > 0 && size > maxBytes) {
        return { header: { ...header, version }, actions, more: true };
      }
      actions.push({ ...JSON.parse(scalars), bytes });
      version = number;
    }
    return { header, actions, more: false };
  }
}

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLite's lock on it is the operating system's: it ends with its process, whatever that dies of. */
const LOCK_FILE = "in-use.sqlite";

/** Of the objects' tables (docs/storage.md): one more whenever what is stored can no longer be read. */
const LAYOUT = 2;
/** Where Wrangler keeps the objects. */
const OBJECTS_FOLDER = "v3";

/** A state folder that is ours alone until we end, or why it cannot be. */
export type Claim = { ok: true; release: () => void } | { ok: false; reason: string };

/**
 * Takes a state folder for this process; it is made when missing. Two servers on one folder would
 * overwrite each other's events.
 */
export function claimStateFolder(folder: string, port: number): Claim {
  let lock: DatabaseSync;
  try {
    mkdirSync(folder, { recursive: true });
    lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 });
  } catch (error) {
    return { ok: false, reason: `cannot be used (${messageOf(error)})` };
  }
  try {
    if (!isReadable(lock, folder)) {
      lock.close();
      const reason = "was written by an earlier version, which stores otherwise: remove it";
      return { ok: false, reason };
    }
    lock.exec(`PRAGMA user_version = ${LAYOUT}`);
    lock.exec("CREATE TABLE IF NOT EXISTS server (id INTEGER PRIMARY KEY, pid, port)");
    lock
      .prepare("INSERT OR REPLACE INTO server (id, pid, port) VALUES (1, ?, ?)")
      .run(process.pid, port);
    // Others may still read who has it, and cannot write.
    lock.exec("BEGIN IMMEDIATE");
    return { ok: true, release: () => lock.close() };
  } catch (error) {
    const reason = isBusy(error)
      ? `is in use by ${holder(lock)}: stop that`
      : `cannot be used (${messageOf(error)})`;
    lock.close();
    return { ok: false, reason };
  }
}

function isReadable(lock: DatabaseSync, folder: string): boolean {
  const layout = lock.prepare("PRAGMA user_version").get()?.["user_version"];
  return layout === LAYOUT || !existsSync(join(folder, OBJECTS_FOLDER));
}

function holder(lock: DatabaseSync): string {
  const row = lock.prepare("SELECT pid, port FROM server").get();
  return `the server on port ${String(row?.["port"])} (process ${String(row?.["pid"])})`;
}

/** Of SQLite's result codes. */
const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import type { AccountStorage } from "./account-storage.ts";
import { changeSink } from "./sink-definition.ts";
import {
  isSameRevision,
  type SinkChange,
  type SinkDefinition,
  type SinkRevision,
} from "../../protocol/sink/definition.ts";

/** The sinks of an account, with their secrets. */
export class SinkBook {
  readonly #storage: AccountStorage;

  constructor(storage: AccountStorage) {
    this.#storage = storage;
  }

  find(sinkId: string): SinkDefinition | null {
    return this.#storage.sinks().find((known) => known.sinkId === sinkId) ?? null;
  }

  change(
    sinkId: string,
    change: SinkChange,
    actor: string,
    now: number,
  ): Result<SinkDefinition, Failure> {
    const changed = changeSink(sinkId, change, this.#storage.sinks(), now);
    if (!changed.ok) return changed;
    this.#storage.putSink(changed.value);
    this.#storage.audit.add(now, actor, `${change.what} sink ${sinkId}`);
    return changed;
  }

  remove(sinkId: string, actor: string, now: number): boolean {
    if (!this.find(sinkId)) return false;
    this.#storage.deleteSink(sinkId);
    this.#storage.audit.add(now, actor, `delete sink ${sinkId}`);
    return true;
  }

  /** Its endpoint wants no more. @param told what the endpoint was reached by */
  disable(told: SinkRevision, disabled: { at: number; reason: string }): void {
    const sink = this.find(told.sinkId);
    if (!sink || !isSameRevision(sink, told) || sink.disabled) return;
    this.#storage.putSink({ ...sink, disabled });
    this.#storage.audit.add(disabled.at, "endpoint", `disable sink ${sink.sinkId}`);
  }
}

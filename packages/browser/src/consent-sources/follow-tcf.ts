import { quietly } from "../attach/quietly.ts";
import { searchUntilFound } from "../attach/search.ts";
import { isRecord } from "../plain/shape.ts";
import type { ConsentSignal } from "./signal.ts";
import { TCF_WAITS, type TcfReading, tcfSignal } from "./tcf.ts";

type TcfApi = (command: string, version: number, ...more: readonly unknown[]) => void;

/**
 * Tells what the TCF dialogue of the page says, now and after every answer of the visitor. The
 * dialogue, or the stub that keeps its place, is searched for a while.
 * Returns what stops it.
 */
export function followTcf(
  reading: TcfReading,
  tell: (signal: ConsentSignal | undefined) => void,
): () => void {
  const page = globalThis as unknown as { readonly __tcfapi?: unknown };
  let stopListening = () => {};
  const listen = (api: TcfApi) => {
    let listenerId: unknown;
    let stopped = false;
    let answered = false;
    const hear = quietly((tcData: unknown, isValid: unknown) => {
      if (stopped || isValid !== true || !isRecord(tcData)) return;
      listenerId = tcData["listenerId"];
      const signal = tcfSignal(tcData, reading);
      if (!signal) return;
      answered = true;
      tell(signal);
    });
    try {
      api("addEventListener", 2, hear);
    } finally {
      if (!answered) tell(TCF_WAITS);
    }
    stopListening = quietly(() => {
      stopped = true;
      api("removeEventListener", 2, () => {}, listenerId);
    });
  };
  const stopSearching = searchUntilFound(
    () => (typeof page.__tcfapi === "function" ? (page.__tcfapi as TcfApi) : undefined),
    listen,
  );
  return () => {
    stopSearching();
    stopListening();
  };
}

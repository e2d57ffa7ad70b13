import type { Attributes, ConsentReport, TrackReport } from "../../api.ts";
import type { Context } from "../../context/context.ts";
import { isRecord } from "../../plain/shape.ts";
import { foldVisit, isVisit, NEW_VISIT, stateOf, type Visit } from "./visit-state.ts";

const KEPT_NAME = "visit";

interface KeptVisit {
  /** The session that it belongs to. */
  readonly session: string | undefined;
  readonly visit: Visit;
}

const isKept = (value: unknown): value is KeptVisit => isRecord(value) && isVisit(value["visit"]);

/**
 * What the visitor has done in this session: without consent on this page only; from then on
 * together with what the session's earlier pages and other tabs have seen.
 */
export function createVisit(
  { kept, listeners, session, consumerId, platform }: Context,
  consented: () => ConsentReport["state"],
): () => Attributes {
  /** What happened before consent: it joins what is kept when that may be read. */
  let waiting: TrackReport[] = [];

  const isGranted = () => consumerId() !== undefined;

  const current = (): Visit => {
    const found = isGranted() ? kept.get(KEPT_NAME, isKept) : undefined;
    let visit = found && found.session === session()?.id ? found.visit : NEW_VISIT;
    // Not by `reduce`, here and elsewhere: old versions of Prototype put another in its place.
    for (const { name, params } of waiting) visit = foldVisit(visit, name, params);
    return visit;
  };

  const keep = () => {
    kept.set(KEPT_NAME, { session: session()?.id, visit: current() });
    waiting = [];
  };

  listeners.on("track", (report) => {
    const { name, params } = report;
    // Most events change nothing, and writing to storage has its price.
    if (consented() === "denied" || foldVisit(NEW_VISIT, name, params) === NEW_VISIT) return;
    waiting.push(report);
    if (isGranted()) keep();
  });
  listeners.on("consent", ({ state }) => {
    if (state === "denied") waiting = [];
    if (state === "granted" && waiting.length > 0) keep();
  });

  return () => ({
    page_id: platform.site().pathname.replace(/^\/+/, "") || "/",
    ...stateOf(current()),
  });
}

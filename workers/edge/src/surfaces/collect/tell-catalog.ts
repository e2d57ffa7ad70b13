import type { StoredEvent } from "@nextmove/contract";
import type { Deed } from "../../protocol/catalog/calls.ts";
import { catalogFor } from "../../protocol/catalog/stub.ts";
import type { Envelope } from "../../protocol/customer-shard/envelope.ts";
import { productsOf } from "../../protocol/customer-shard/tracked-event.ts";
import type { Scene } from "../request/scene.ts";

/** GA4's names of what recommendations learn from. What was only scrolled past says too little. */
const KINDS: Readonly<Record<string, Deed["kind"]>> = {
  view_item: "view",
  add_to_cart: "basket",
  purchase: "purchase",
};

/** What visitors did with products, as events report it. */
export const deedsOf = (events: readonly StoredEvent[]): Deed[] =>
  events.flatMap((event) => {
    if (event.type !== "track" || !Object.hasOwn(KINDS, event.name)) return [];
    const kind = KINDS[event.name];
    return kind ? productsOf(event).map((item) => ({ kind, item })) : [];
  });

/** A case without a feed that nobody asks for recommendations is not told of every view. */
const ASK_AGAIN_AFTER_MS = 60_000;
const SILENT_CASES_LIMIT = 1_000;

/** Cases that do not recommend, and until when that is believed. */
const silent = new Map<string, number>();

/**
 * Lets a case's recommendations learn from events that were new, after the answer: what fails is not
 * tried again, so nothing counts twice.
 */
export const tellCatalog = async (
  {
    env,
    account,
    caseId,
    definition,
    call,
  }: Pick<Scene, "env" | "account" | "caseId" | "definition" | "call">,
  { consumer, events }: Pick<Envelope, "consumer" | "events">,
  fresh: readonly number[],
): Promise<void> => {
  const deeds = deedsOf(events.filter(({ seq }) => fresh.includes(seq)));
  const name = `${account}:${caseId}`;
  if (deeds.length === 0 || (silent.get(name) ?? 0) > call.now) return;
  const catalog = catalogFor(env, account, definition, consumer);
  const recommends = await catalog.learn(consumer, deeds, call.now);
  if (recommends) silent.delete(name);
  else {
    if (silent.size >= SILENT_CASES_LIMIT) silent.clear();
    silent.set(name, call.now + ASK_AGAIN_AFTER_MS);
  }
};

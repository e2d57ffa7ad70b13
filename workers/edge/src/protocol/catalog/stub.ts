import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import type { CaseDefinition } from "../account/snapshot.ts";
import { catalogName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";
import type { Recommended, RecommendItem } from "./calls.ts";
import { writeRequests } from "../request-group.ts";
import { type Afterwards, SharedCalls } from "../shared-calls.ts";
import { writeListRequest } from "./list-text.ts";
import { replicaFor } from "./placement.ts";

export type CatalogStub = RemoteObject<"CATALOG">;

const stubOf = (env: Env, name: string): CatalogStub =>
  env.CATALOG.getByName(name) as unknown as CatalogStub;

/** The object that holds a case's items, or a replica of it. */
export const catalogOf = (env: Env, account: string, caseId: string, replica = 0): CatalogStub =>
  stubOf(env, catalogName(account, caseId, replica));

/** The name of the one of a case's objects that knows a visitor. @param visitor the consumer, or else the query */
export const catalogNameFor = (
  account: string,
  { caseId, settings }: Pick<CaseDefinition, "caseId" | "settings">,
  visitor: string,
): string => catalogName(account, caseId, replicaFor(visitor, settings.recommendation.replicas));

/** The one of a case's objects that knows a visitor. */
export const catalogFor = (env: Env, ...visit: Parameters<typeof catalogNameFor>): CatalogStub =>
  stubOf(env, catalogNameFor(...visit));

/** How long lists wait for others once the call before is answered: the object takes as long for eight of them. */
const PATIENCE_MS = 6;

/** Of all requests that this isolate serves. */
const calls = new SharedCalls<Result<Recommended, Failure>>(PATIENCE_MS);

/**
 * Asks a catalog for a list.
 *
 * @param afterwards of the request that wants it: it may share its call with others
 */
export const recommendFrom = (
  env: Env,
  name: string,
  item: RecommendItem,
  afterwards: Afterwards,
): Promise<Result<Recommended, Failure>> => {
  const asked = { name, ...writeListRequest(item), nowMs: Date.now() };
  const send = async (requests: readonly string[]): Promise<Result<Recommended, Failure>[]> =>
    JSON.parse(await stubOf(env, name).serveLists(asked.about, writeRequests(requests)));
  return calls.ask(asked, send, afterwards);
};

import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import type { CaseDefinition } from "../account/snapshot.ts";
import { catalogName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";
import type { Recommended, RecommendItem } from "./calls.ts";
import { readList, writeListCall } from "./list-text.ts";
import { replicaFor } from "./placement.ts";

export type CatalogStub = RemoteObject<"CATALOG">;

/** The object that holds a case's items, or a replica of it. */
export const catalogOf = (env: Env, account: string, caseId: string, replica = 0): CatalogStub =>
  env.CATALOG.getByName(catalogName(account, caseId, replica)) as unknown as CatalogStub;

/** The one of a case's objects that knows a visitor. @param visitor the consumer, or else the query */
export const catalogFor = (
  env: Env,
  account: string,
  { caseId, settings }: Pick<CaseDefinition, "caseId" | "settings">,
  visitor: string,
): CatalogStub =>
  catalogOf(env, account, caseId, replicaFor(visitor, settings.recommendation.replicas));

/** Asks a case's catalog for a list. */
export const recommendFrom = async (
  catalog: Pick<CatalogStub, "serveList">,
  item: RecommendItem,
): Promise<Result<Recommended, Failure>> =>
  readList(await catalog.serveList(...writeListCall(item)));

import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import { catalogName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";
import type { Catalog } from "./catalog.ts";
import type { Recommended, RecommendItem } from "./recommending/calls.ts";
import { readList, writeListCall } from "./recommending/list-text.ts";

export type CatalogStub = RemoteObject<Catalog>;

/** The object that holds a case's items. */
export const catalogOf = (env: Env, account: string, caseId: string): CatalogStub =>
  env.CATALOG.getByName(catalogName(account, caseId)) as unknown as CatalogStub;

/** Asks a case's catalog for a list. */
export const recommendFrom = async (
  catalog: Pick<CatalogStub, "serveList">,
  item: RecommendItem,
): Promise<Result<Recommended, Failure>> =>
  readList(await catalog.serveList(...writeListCall(item)));

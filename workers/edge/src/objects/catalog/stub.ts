import { catalogName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";
import type { Catalog } from "./catalog.ts";

export type CatalogStub = RemoteObject<Catalog>;

/** The object that holds a case's items. */
export const catalogOf = (env: Env, account: string, caseId: string): CatalogStub =>
  env.CATALOG.getByName(catalogName(account, caseId)) as unknown as CatalogStub;

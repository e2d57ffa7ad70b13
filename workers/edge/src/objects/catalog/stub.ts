import { catalogName } from "../names.ts";
import type { Catalog } from "./catalog.ts";

type Methods = Omit<Catalog, keyof Rpc.DurableObjectBranded | "alarm">;

// The generated stub type passes results through a mapped type; structured clone keeps them, so the
// class's own signatures are the truth.
export type CatalogStub = {
  [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};

/** The object that holds a case's items. */
export const catalogOf = (env: Env, account: string, caseId: string): CatalogStub =>
  env.CATALOG.getByName(catalogName(account, caseId)) as unknown as CatalogStub;

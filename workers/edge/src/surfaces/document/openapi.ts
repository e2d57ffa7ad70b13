import { openApiDocument, operations } from "@nextmove/contract";
import { Hono } from "hono";
import { anyOrigin } from "../../http/any-origin.ts";
import type { App } from "../request/door.ts";
import { API_VERSION } from "../nba/version.ts";

/** Written when first asked for: few isolates ever are. */
let written: string | undefined;

/** The API, described for programs: made from the schemas that check its requests. */
export const openapi = new Hono<App>().get("/openapi.json", anyOrigin, (context) => {
  written ??= JSON.stringify(openApiDocument(operations, API_VERSION));
  return context.body(written, 200, { "content-type": "application/json" });
});

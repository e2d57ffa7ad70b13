import { z } from "zod";
import { problemResponse } from "../problem.ts";
import type { Operation } from "../operation.ts";

const SECURITY = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "An API key, or a token from /auth/login.",
  },
  header: { type: "apiKey", in: "header", name: "X-API-Key" },
  query: { type: "apiKey", in: "query", name: "key", description: "Publishable keys only." },
};

const content = (schema: z.ZodType, io: "input" | "output") => {
  // Checks that are code (well-formed Unicode, an object of any keys) have no JSON Schema.
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return { "application/json": { schema: json } };
};

const parametersOf = ({ path, query = {} }: Operation) => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  })),
  ...Object.entries(query).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: { type: "string" },
  })),
];

const securityOf = ({ keys }: Operation) => [
  ...(keys.length > 0 ? [{ bearer: [] }, { header: [] }] : []),
  ...(keys.includes("publishable") ? [{ query: [] }] : []),
];

const describe = (operation: Operation) => {
  const { summary, keys, body, isBodyOptional = false, answer, status = 200 } = operation;
  return {
    summary,
    ...(keys.length > 0 ? { description: `Takes keys of the kind ${keys.join(" or ")}.` } : {}),
    security: securityOf(operation),
    parameters: parametersOf(operation),
    ...(body
      ? { requestBody: { required: !isBodyOptional, content: content(body, "input") } }
      : {}),
    responses: {
      [status]: { description: "Done.", content: content(answer, "output") },
      default: { $ref: "#/components/responses/problem" },
    },
  };
};

/** The OpenAPI 3.1 document of some operations. JSON-safe. */
export const openApiDocument = (operations: readonly Operation[], version: string) => ({
  openapi: "3.1.0",
  info: {
    title: "Nextmove",
    version,
    description:
      "Next best actions, decided and learned at the edge. The action, reward and collect routes answer without /v3 too.",
  },
  paths: Object.fromEntries(
    [...Map.groupBy(operations, ({ path }) => path)].map(([path, ofPath]) => [
      path,
      Object.fromEntries(ofPath.map((operation) => [operation.method, describe(operation)])),
    ]),
  ),
  components: {
    securitySchemes: SECURITY,
    responses: {
      problem: {
        description: "What went wrong: a code for programs, a message for people, a path.",
        content: content(problemResponse, "output"),
      },
    },
  },
});

import type { z } from "zod";
import type { KeyKind } from "./key-kind.ts";

/** One thing the API does, as its document says it. */
export interface Operation {
  readonly method: "get" | "put" | "post" | "patch" | "delete";
  /** Under `/v3` as a rule, with `{name}` for what varies. */
  readonly path: string;
  readonly summary: string;
  /** Kinds of key it takes; none: no key, or another proof that the summary names. */
  readonly keys: readonly KeyKind[];
  /** What may stand behind `?`, with what it does. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  /** No body is as good as `{}`. */
  readonly isBodyOptional?: true;
  /** Of HTTP 200, or of `status`. */
  readonly answer: z.ZodType;
  readonly status?: 201 | 202;
}

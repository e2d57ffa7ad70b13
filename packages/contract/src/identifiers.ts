import { z } from "zod";
import { ACTION_LIMIT_CHARACTERS, ALIASES_LIMIT, IDENTIFIER_LIMIT_CHARACTERS } from "./limits.ts";

// SQLite stores UTF-8: a lone surrogate would come back as another character, and two different
// ids could become one. Control characters have no place in an id and break logs.
const isStorable = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** Text that is stored as it came, 1 to `limit` characters. */
export const storableText = (limit: number) =>
  z
    .string()
    .min(1)
    .max(limit)
    .refine(isStorable, "must be well-formed Unicode without control characters");

/** An id chosen by the client: query, consumer, order, reward. Opaque, 1 to 256 characters. */
export const identifier = storableText(IDENTIFIER_LIMIT_CHARACTERS);

/** Whether a text is an id, as `identifier` has it: for the many texts of a visit, of which a wrong one is just left out. */
export const isIdentifier = (text: string): boolean =>
  text !== "" && text.length <= IDENTIFIER_LIMIT_CHARACTERS && isStorable(text);

/** Other ids of the same visitor (Google Analytics): linked, never a feature. */
export const aliases = z
  .record(z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/), identifier)
  .refine((named) => Object.keys(named).length <= ALIASES_LIMIT, `more than ${ALIASES_LIMIT}`);

/** Name of an action, 1 to 128 characters. */
export const actionName = storableText(ACTION_LIMIT_CHARACTERS);

/** Name of a case in a path; also part of the names of its objects, so its alphabet is narrow. */
export const caseId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 of A-Z a-z 0-9 _ -");

/** Name of an account; part of keys (`sk_live_{account}_{secret}`), so without `_`. */
export const accountId = z.string().regex(/^[a-z0-9-]{1,32}$/, "must be 1 to 32 of a-z 0-9 -");

/** Milliseconds since 1970 on the client's clock. */
export const clientTime = z.number().min(0).max(8.64e15);

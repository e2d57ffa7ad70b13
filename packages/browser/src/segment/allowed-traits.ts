import type { Attributes } from "../api.ts";
import { isString } from "../plain/shape.ts";

/** Longer texts are names, addresses and free text, not properties to learn from. */
const MAX_TEXT_LENGTH = 40;

const isPlain = (value: unknown): boolean =>
  typeof value === "boolean" ||
  Number.isFinite(value) ||
  (isString(value) && value.length <= MAX_TEXT_LENGTH && !value.includes("@"));

/**
 * The traits whose names are allowed, as far as they are flags, numbers or short texts; an e-mail
 * address is none, whatever its name.
 */
export const allowedTraits = (
  traits: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
): Attributes =>
  Object.fromEntries(
    allowed.map((name) => [name, traits[name]] as const).filter(([, value]) => isPlain(value)),
  );

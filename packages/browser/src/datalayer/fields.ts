import { numberOf, textOf } from "./plain-value.ts";

/** An object of the page, with whatever a page may have put there. */
export type Source = Readonly<Record<string, unknown>>;

interface Field {
  /** The GA4 name, then those it has elsewhere. */
  readonly names: readonly string[];
  readonly read: (value: unknown) => string | number | undefined;
}

/**
 * The fields of a list such as `"item_id|id price#"`: the GA4 name, then the names it has elsewhere;
 * `#` at the end marks a number, all else is text.
 */
export const fieldsOf = (list: string): readonly Field[] =>
  list.split(" ").map((field) => {
    const names = field.replace("#", "").split("|");
    return { names, read: field.endsWith("#") ? numberOf : textOf };
  });

/** What the sources say for these fields; for each field the first source that has a usable value. */
export function take(
  sources: readonly Source[],
  fields: readonly Field[],
): Record<string, unknown> {
  const taken: Record<string, unknown> = {};
  for (const { names, read } of fields) {
    const [field = ""] = names;
    for (const source of sources) {
      for (const name of names) {
        const value = read(source[name]);
        if (value !== undefined) taken[field] ??= value;
      }
    }
  }
  return taken;
}

import { numberOf, textOf } from "./plain-value.ts";

/** An object of the page, with whatever a page may have put there. */
export type Source = Readonly<Record<string, unknown>>;

/**
 * What the sources say for these fields; for each field the first source that has a usable value.
 *
 * @param fields For example `"item_id|id price#"`: the GA4 name, then the names it has elsewhere;
 *   `#` at the end marks a number, all else is text.
 */
export function take(sources: readonly Source[], fields: string): Record<string, unknown> {
  const taken: Record<string, unknown> = {};
  for (const field of fields.split(" ")) {
    const [names = "", isNumber] = field.split("#");
    const read = isNumber === undefined ? textOf : numberOf;
    const values = sources.flatMap((source) => names.split("|").map((name) => read(source[name])));
    const value = values.find((value) => value !== undefined);
    if (value !== undefined) taken[names.replace(/\|.*/, "")] = value;
  }
  return taken;
}

import { FieldReader, type ReadingOptions, Rejected } from "./fields/field-reader.ts";
import { idOf, itemOf } from "./item-of.ts";
import type { Entry, Finding } from "./fields/patch.ts";
import type { FeedRecord } from "./fields/record.ts";

type Normalised =
  | { ok: true; entry: Entry; warnings: Finding[] }
  | { ok: false; id?: string; finding: Finding };

const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === "string" && /^(?:true|yes|1)$/i.test(value.trim()));

const isDeletion = (record: FeedRecord): boolean => {
  const op = record.get("op");
  return isTrue(record.get("deleted")) || (typeof op === "string" && op.toLowerCase() === "delete");
};

/**
 * Reads a record of any format as a product, or says why it is none. Never throws.
 *
 * @param plain reads raw values as plain text
 */
export const normalise = (
  record: FeedRecord,
  options: ReadingOptions,
  plain: (raw: string) => string,
): Normalised => {
  const fields = new FieldReader(record, options, plain);
  let id: string | undefined;
  try {
    id = idOf(fields, options);
    if (isDeletion(record)) {
      return { ok: true, entry: { op: "delete", id }, warnings: fields.warnings };
    }
    const item = itemOf(fields, record, options);
    return { ok: true, entry: { op: "put", item }, warnings: fields.warnings };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { ok: false, ...(id === undefined ? {} : { id }), finding: error.finding };
  }
};

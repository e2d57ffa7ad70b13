import type { Source } from "../datalayer/fields.ts";
import { isRecord, isString } from "../plain/shape.ts";

/** A call of Segment's, as its own messages put it. */
export interface SegmentCall {
  readonly type: unknown;
  /** Of an event its name, of a page its name. */
  readonly name: unknown;
  /** Of an event its properties, of a visitor the traits. */
  readonly record: Source;
}

/** The method's arguments: names first, then a record, then options and callbacks. */
export function fromMethod(type: string, given: readonly unknown[]): SegmentCall {
  const names = given.filter(isString);
  // A page may have its category before its name.
  const name = type === "page" ? names.pop() : names[0];
  return { type, name, record: given.find(isRecord) ?? {} };
}

/** The message that a middleware gets. Throws for what is none. */
export function fromMessage(message: unknown): SegmentCall {
  const { type, event, name, properties, traits } = message as Source;
  const record = properties ?? traits;
  return { type, name: event ?? name, record: isRecord(record) ? record : {} };
}

import type { FeedCode, FeedItem } from "@nextmove/contract";

/** A product as an update states it: what it does not name stays, what it names as null goes. */
export type ItemPatch = { id: string } & { [Field in keyof FeedItem]?: FeedItem[Field] | null };

export type Entry = { op: "put"; item: ItemPatch } | { op: "delete"; id: string };

/** Something wrong with a field. */
export interface Finding {
  code: FeedCode;
  message: string;
  field?: string;
}

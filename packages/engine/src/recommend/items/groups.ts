import { withRoom } from "../../numeric/room.ts";
import { hash32 } from "../../random/hash.ts";
import { itself } from "../scores/best.ts";
import type { ItemTable } from "./item-table.ts";
import { idOf, numberOf } from "./item-table.ts";

/**
 * Which items are variants of one product, by item number: 4 bytes an item. An item that the shop puts
 * into no group is alone in the group of its own name, as the parent of variants may be.
 */
export interface Groups {
  of: Uint32Array;
  /** Whether any item was ever put into one. */
  isUsed: boolean;
}

const LEAST_ITEMS = 256;
/** Of the items of which nothing is known. */
const NONE = 0;

export function createGroups(): Groups {
  return { of: new Uint32Array(LEAST_ITEMS), isUsed: false };
}

// Two groups of one list share 32 bits once in ten million lists: one product fewer, then.
const hashOf = (name: string): number => hash32(`group:${name}`) || 1;

/** Takes up what the shop says of an item, in place of what it said before. */
export function noteGroup(groups: Groups, item: number, id: string, name = id): void {
  groups.of = withRoom(groups.of, item);
  groups.of[item] = hashOf(name);
  groups.isUsed ||= name !== id;
}

/** An item's number will stand for another, of which nothing is known. */
export function forgetGroup(groups: Groups, item: number): void {
  if (item < groups.of.length) groups.of[item] = NONE;
}

/** The group of an item, known or not. */
export function groupOf(groups: Groups, items: ItemTable, id: string): number {
  return (groups.of[numberOf(items, id) ?? -1] ?? NONE) || hashOf(id);
}

/** The group of an item by its number. */
function groupAt(groups: Groups, items: ItemTable, item: number): number {
  return (groups.of[item] ?? NONE) || hashOf(idOf(items, item) ?? "");
}

/** Tells items by number from variants of the same product. */
export type GroupAt = (item: number) => number;

/** The groups of items by number; without any, every item is one of its own. */
export function groupsOf({
  groups,
  items,
}: {
  readonly groups: Groups;
  readonly items: ItemTable;
}): GroupAt {
  return groups.isUsed ? (item) => groupAt(groups, items, item) : itself;
}

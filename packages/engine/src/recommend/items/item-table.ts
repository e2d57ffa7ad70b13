/** The shop's item ids and the small numbers that stand for them in typed arrays. */
export interface ItemTable {
  readonly numbers: Map<string, number>;
  /** By number; undefined where a number is free to be given again. */
  readonly ids: (string | undefined)[];
  readonly free: number[];
  readonly mostItems: number;
}

export function createItemTable(mostItems: number): ItemTable {
  return { numbers: new Map(), ids: [], free: [], mostItems };
}

/** The number of an item, given to it now if it has none; undefined when the table is full. */
export function numberOf(table: ItemTable, id: string): number | undefined {
  const known = table.numbers.get(id);
  if (known !== undefined) return known;
  const number = table.free.pop() ?? table.ids.length;
  if (number >= table.mostItems) return undefined;
  table.ids[number] = id;
  table.numbers.set(id, number);
  return number;
}

/** Frees the numbers of items that `isNeeded` says nobody refers to, and tells which. */
export function forgetItems(table: ItemTable, isNeeded: (item: number) => boolean): number[] {
  const forgotten: number[] = [];
  for (let item = 0; item < table.ids.length; item++) {
    const id = table.ids[item];
    if (id === undefined || isNeeded(item)) continue;
    table.ids[item] = undefined;
    table.numbers.delete(id);
    forgotten.push(item);
  }
  table.free.push(...forgotten);
  return forgotten;
}

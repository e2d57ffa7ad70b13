import { hashId, type IdHash, ItemIndex } from "./item-index.ts";

const BYTES_PER_HASH = 8;

/** Some items of one generation, stored as one row: their JSON texts, a line each, and their ids' hashes. */
export interface Page {
  number: number;
  lines: string[];
  hashes: IdHash[];
  /** Length of the lines. */
  characters: number;
}

export const emptyPage = (number: number): Page => ({
  number,
  lines: [],
  hashes: [],
  characters: 0,
});

/** How the text of an item begins: its id is its first member. */
const beginningOf = (id: string): string => `{"id":${JSON.stringify(id)}`;

/** Where an item is on its page, or -1. */
export const placeOn = (page: Page, id: string, hash: IdHash = hashId(id)): number => {
  const beginning = beginningOf(id);
  return page.hashes.findIndex(
    ({ high, low }, index) =>
      high === hash.high && low === hash.low && (page.lines[index]?.startsWith(beginning) ?? false),
  );
};

export const addTo = (page: Page, hash: IdHash, line: string): void => {
  page.lines.push(line);
  page.hashes.push(hash);
  page.characters += line.length + 1;
};

export const replaceOn = (page: Page, place: number, line: string): void => {
  page.characters += line.length - (page.lines[place]?.length ?? 0);
  page.lines[place] = line;
};

export const removeFrom = (page: Page, place: number): void => {
  page.characters -= (page.lines[place]?.length ?? 0) + 1;
  page.lines.splice(place, 1);
  page.hashes.splice(place, 1);
};

export const printHashes = (hashes: readonly IdHash[]): ArrayBuffer => {
  const bytes = new DataView(new ArrayBuffer(hashes.length * BYTES_PER_HASH));
  for (const [index, { high, low }] of hashes.entries()) {
    bytes.setUint32(index * BYTES_PER_HASH, high);
    bytes.setUint32(index * BYTES_PER_HASH + 4, low);
  }
  return bytes.buffer;
};

export const parseHashes = (buffer: ArrayBuffer): IdHash[] => {
  const bytes = new DataView(buffer);
  return Array.from({ length: bytes.byteLength / BYTES_PER_HASH }, (_, index) => ({
    high: bytes.getUint32(index * BYTES_PER_HASH),
    low: bytes.getUint32(index * BYTES_PER_HASH + 4),
  }));
};

/** Where the items of some pages are, from the pages' hashes as they are stored. */
export const indexOf = (pages: readonly { page: number; hashes: ArrayBuffer }[]): ItemIndex => {
  const bytes = pages.reduce((sum, { hashes }) => sum + hashes.byteLength, 0);
  const index = new ItemIndex(bytes / BYTES_PER_HASH);
  for (const { page, hashes } of pages) {
    const view = new DataView(hashes);
    for (let at = 0; at < view.byteLength; at += BYTES_PER_HASH) {
      index.setParts(view.getUint32(at), view.getUint32(at + 4), page);
    }
  }
  return index;
};

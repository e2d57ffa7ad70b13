import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Table } from "./table.ts";
import { columnIndex, readTable } from "./table.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nextmove-table-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function read(text: string, asked?: (cell: string) => boolean): Promise<Table> {
  const file = join(folder, "table.csv");
  await writeFile(file, text);
  return readTable(file, asked);
}

describe("readTable", () => {
  it("tells numbers from texts, trims, and leaves out what is missing", async () => {
    const table = await read("age, job, label\n39, clerk, yes\n?, , no\n51, chef, yes\n");
    expect(table).toMatchObject({
      columns: ["age", "job", "label"],
      rows: [
        [39, "clerk", "yes"],
        [undefined, undefined, "no"],
        [51, "chef", "yes"],
      ],
    });
  });

  it("unpacks what is packed", async () => {
    const file = join(folder, "table.csv.gz");
    await writeFile(file, gzipSync("a,b\n1,x\n2,y\n"));
    expect(await readTable(file)).toEqual(await read("a,b\n1,x\n2,y\n"));
  });

  it.each([
    ["semicolons and decimal commas", "a;b\n1,5;x\n2,5;y\n"],
    ["tabs", "a\tb\n1.5\tx\n2.5\ty\n"],
    ["bars", "a|b\n1.5|x\n2.5|y\n"],
    ["a byte order mark, quotes and CRLF", '\ufeff"a","b"\r\n1.5,"x"\r\n2.5,"y"\r\n'],
  ])("reads %s", async (_, text) => {
    expect(await read(text)).toMatchObject({
      columns: ["a", "b"],
      rows: [
        [1.5, "x"],
        [2.5, "y"],
      ],
    });
  });

  it("sees that there is no header, of numbers or of texts", async () => {
    expect((await read("1,x\n2,y\n")).columns).toEqual(["column1", "column2"]);
    expect((await read("p,x\ne,y\np,y\ne,x\n")).rows).toHaveLength(4);
    expect((await read("class,shape\ne,y\np,y\ne,x\n")).rows).toHaveLength(3);
  });

  it("takes a first row with a name that is asked for as the header, numbers or not", async () => {
    const asked = (cell: string): boolean => cell === "label" || cell === "2";
    const named = await read("0,1,label\n3,4,x\n5,6,y\n", asked);
    expect(named).toMatchObject({
      columns: ["0", "1", "label"],
      rows: [
        [3, 4, "x"],
        [5, 6, "y"],
      ],
    });
    expect((await read("2,x\n3,y\n", asked)).rows).toHaveLength(2);
    expect((await read("1,label\n2,other\n3,label\n", asked)).rows).toHaveLength(3);
  });

  it("keeps columns of the same name apart", async () => {
    expect((await read("a,a,,a\n1,2,3,4\n")).columns).toEqual(["a", "a (2)", "column3", "a (4)"]);
  });

  it("knows the line each row ends at, past empty lines and line breaks in quotes", async () => {
    expect((await read('a,b\n\n1,2\n"x\ny",3\n  \n4,5\n')).lines).toEqual([3, 5, 7]);
    expect((await read("1,x\n2,y\n")).lines).toEqual([1, 2]);
  });

  it.each([
    ["a cell too few", "a,b\n1,2\n3\n"],
    ["a cell too many", "a,b\n1,2\n3,4,5\n"],
  ])("refuses a row with %s and names its line", async (_, text) => {
    await expect(read(text)).rejects.toThrow(/^cannot read .*expect 2, got [13] on line 3$/);
  });

  it("says in one line what is wrong", async () => {
    await expect(readTable(join(folder, "none.csv"))).rejects.toThrow(
      /^there is no file .*none\.csv$/,
    );
    await expect(read("only one cell")).rejects.toThrow(/is not a table/);
    const table = await read("a,b\n1,2\n3,4\n");
    expect(() => columnIndex(table, "c")).toThrow('there is no column "c"; there are a, b');
    expect(columnIndex(table, "2")).toBe(1);
  });
});

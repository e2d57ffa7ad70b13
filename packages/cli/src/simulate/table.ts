import { text as textOf } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import { CommandFailure, fileFailure } from "../failure.ts";
import { openFile } from "../files/read-lines.ts";
import { sniffDelimiter } from "../files/sniff-delimiter.ts";
import { sniffHeader } from "./sniff-header.ts";

/** A cell after reading: a number in numeric columns, a text in others, `undefined` when missing. */
export type Cell = number | string | undefined;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** The line of the file, from 1, that each row ends at. */
  readonly lines: readonly number[];
  /** Whether "1,5" is a number: where the comma does not part the cells. */
  readonly decimalComma: boolean;
}

const NOT_KNOWN = new Set(["", "?", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"]);

/**
 * Reads a delimited text file, packed or not; delimiter, header and the kind of each column are told by themselves.
 *
 * @param isAskedFor whether the caller will ask for a column of that name
 */
export async function readTable(
  file: string,
  isAskedFor: (name: string) => boolean = () => false,
): Promise<Table> {
  const text = await readText(file);
  const delimiter = sniffDelimiter(text);
  const { cells, lines } = parseCells(file, text, delimiter);
  const width = cells[0]?.length ?? 0;
  if (cells.length < 2 || width < 2) {
    throw new CommandFailure(`${file} is not a table: it needs two rows and two columns at least`);
  }
  const header = sniffHeader(cells, isAskedFor);
  const first = header ? 1 : 0;
  const names = header ? (cells[0] ?? []) : [];
  const columns = Array.from({ length: width }, (_, i) => {
    const name = names[i] || `column${i + 1}`;
    return names.indexOf(name) < i && names[i] ? `${name} (${i + 1})` : name;
  });
  const decimalComma = delimiter !== ",";
  const rows = typeColumns(cells.slice(first), width, decimalComma);
  return { columns, rows, lines: lines.slice(first), decimalComma };
}

/** Index of a column by name, or by its number from 1 when no name matches. */
export function columnIndex(table: Table, name: string): number {
  const named = table.columns.indexOf(name);
  if (named !== -1) return named;
  const number = Number(name);
  if (Number.isInteger(number) && number >= 1 && number <= table.columns.length) return number - 1;
  throw new CommandFailure(`there is no column "${name}"; there are ${table.columns.join(", ")}`);
}

async function readText(file: string): Promise<string> {
  try {
    return await textOf(openFile(file));
  } catch (error) {
    throw fileFailure(file, error);
  }
}

function parseCells(
  file: string,
  text: string,
  delimiter: string,
): { cells: string[][]; lines: number[] } {
  const lines: number[] = [];
  try {
    const cells = parse(text, {
      bom: true,
      delimiter,
      trim: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (record, { lines: line }) => {
        lines.push(line);
        return record;
      },
    });
    return { cells, lines };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`cannot read ${file}: ${reason}`, { cause: error });
  }
}

/** A text as a number: `undefined` when it is not known, NaN when it is no number. */
export function numberIn(text: string, decimalComma: boolean): number | undefined {
  if (NOT_KNOWN.has(text)) return undefined;
  const number = Number(decimalComma ? text.replace(/^(-?\d+),(\d+)$/, "$1.$2") : text);
  return Number.isFinite(number) ? number : NaN;
}

/** A column is numeric when every known cell of it is a number. */
function typeColumns(body: string[][], width: number, decimalComma: boolean): Cell[][] {
  const numeric = Array.from({ length: width }, (_, i) => {
    const numbers = body.map((row) => numberIn(row[i] ?? "", decimalComma));
    const known = numbers.filter((number) => number !== undefined);
    return known.length > 0 && !known.some(Number.isNaN);
  });
  return body.map((row) =>
    numeric.map((isNumeric, i) => {
      const text = row[i] ?? "";
      if (isNumeric) return numberIn(text, decimalComma);
      return text === "" ? undefined : text; // "?" in a column of texts is a text like others
    }),
  );
}

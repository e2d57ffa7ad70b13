// A spreadsheet runs a cell that begins so as a formula (CWE-1236).
const FORMULA = /^[=+\-@\t\r]/;

const cellOf = (value: string | number | undefined): string => {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One row of CSV (RFC 4180), safe to open in a spreadsheet. */
export const csvRow = (cells: readonly (string | number | undefined)[]): string =>
  `${cells.map(cellOf).join(",")}\r\n`;

import { DatabaseSync } from "node:sqlite";

/** An object's SQLite without the object, as far as its tables' code uses it. In memory. */
export const fakeSqlStorage = (): SqlStorage => {
  const database = new DatabaseSync(":memory:");
  const exec = (query: string, ...values: (string | number | null)[]) => {
    const statement = database.prepare(query);
    // A statement that returns no columns is one that writes.
    if (statement.columns().length === 0) {
      const { changes } = statement.run(...values);
      return { rowsWritten: Number(changes), toArray: () => [] };
    }
    // SQLite's rows have no prototype; the platform's have.
    const rows = statement.all(...values).map((row) => ({ ...row }));
    const one = () => {
      if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}`);
      return rows[0];
    };
    return { rowsWritten: 0, toArray: () => rows, one };
  };
  return { exec } as unknown as SqlStorage;
};

/** Gives a table of old a column that it was made without. @param column as `CREATE TABLE` has it */
export const addColumn = (sql: SqlStorage, table: string, column: string): void => {
  const [name = ""] = column.split(" ", 1);
  const known = sql
    .exec("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", table, name)
    .toArray();
  if (known.length === 0) sql.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
};

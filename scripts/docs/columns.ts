/** Rows as text in columns, two spaces apart, one row a line. The last column is as wide as it is. */
export function inColumns(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length)) + 2
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join('')
      .trimEnd()
  return rows.map((row) => `${line(row)}\n`).join('')
}

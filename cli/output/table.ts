/** Lines of columns two spaces apart; numbers to the right. Widths are those of the widest cell, at most `maximum`. */
export function formatTable(headings: string[], rows: (string | number)[][]): string {
  const widths = headings.map((heading, column) =>
    rows.reduce((width, row) => Math.max(width, String(row[column]).length), heading.length),
  )
  const numeric = headings.map((_, column) => rows.every((row) => typeof row[column] === 'number'))
  const line = (cells: (string | number)[]) =>
    cells
      .map((cell, column) =>
        rows.length > 0 && numeric[column]
          ? String(cell).padStart(widths[column]!)
          : String(cell).padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd()
  return [headings, ...rows].map((row) => `${line(row)}\n`).join('')
}

/** Leaves out columns from the right until the rest fits a terminal; the first `least` always stay. */
export function fitColumns<Column>(
  columns: Column[],
  width: (column: Column) => number,
  terminal: number | undefined,
  least: number,
): Column[] {
  const kept = [...columns]
  const total = () => kept.reduce((sum, column) => sum + width(column) + 2, -2)
  while (terminal !== undefined && kept.length > least && total() > terminal) kept.pop()
  return kept
}

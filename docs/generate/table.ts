/** A table of Markdown. */
export function markdownTable(head: string[], rows: string[][]): string {
  const inCell = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
  return [head, head.map(() => '---'), ...rows.map((row) => row.map(inCell))]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('')
}

/**
 * Rows as a Markdown table.
 *
 * @module
 */

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => string
  /** Set to the right. */
  readonly isNumber?: boolean
}

export function markdownTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ head }) => head),
    columns.map(({ isNumber }) => (isNumber === true ? '--:' : '---')),
    ...rows.map((row) => columns.map(({ cell }) => escapeCell(cell(row)))),
  ]
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

/** A bar ends a cell and a line break ends the table; an angle bracket begins HTML. */
function escapeCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

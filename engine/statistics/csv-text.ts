/** What spreadsheets take for a formula, behind any number of the marks that say it is none. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MARKED_FORMULA = /^'+[=+\-@\t\r]/;

/**
 * A value as a cell of a CSV file. Texts that a spreadsheet would take for a formula get its mark of text, an apostrophe,
 * before them: they may come from data, tags and flags. Numbers stay as they are.
 */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text behind the content of a cell that {@link csvCell} wrote. */
export function csvCellText(content: string): string {
  return MARKED_FORMULA.test(content) ? content.slice(1) : content;
}

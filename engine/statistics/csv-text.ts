/** Text that a spreadsheet interprets as a formula, after any number of apostrophes that mark text. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MARKED_FORMULA = /^'+[=+\-@\t\r]/;

/**
 * A value as a cell of a CSV file. Text that a spreadsheet would interpret as a formula gets an apostrophe as its
 * prefix, because it may come from data, tags and flags. Numbers stay unchanged.
 */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The original text of a cell that {@link csvCell} wrote. */
export function csvCellText(content: string): string {
  return MARKED_FORMULA.test(content) ? content.slice(1) : content;
}

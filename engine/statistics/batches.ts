const BATCH = 10_000;

/**
 * Joins lines by a separator in batches of 10,000, because one string of all lines could exceed the maximum string
 * length.
 */
export function* inBatches(lines: readonly string[], separator: string): Generator<string, void, void> {
  for (let from = 0; from < lines.length; from += BATCH) yield lines.slice(from, from + BATCH).join(separator);
}

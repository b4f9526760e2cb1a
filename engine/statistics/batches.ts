const BATCH = 10_000;

/** Lines joined by a separator, some thousands to a text, since one text of all could be longer than a text may be. */
export function* inBatches(lines: readonly string[], separator: string): Generator<string, void, void> {
  for (let from = 0; from < lines.length; from += BATCH) yield lines.slice(from, from + BATCH).join(separator);
}

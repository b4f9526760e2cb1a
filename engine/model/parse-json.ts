/** Levels that objects and lists of a file may be nested; ours have less than ten. */
export const MOST_JSON_LEVELS = 200;

/**
 * What JSON.parse gives, for texts of files: nested no deeper than code that walks through it can go.
 * @throws SyntaxError for what is not JSON, or nested deeper
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (levelsOf(text) > MOST_JSON_LEVELS)
    throw new SyntaxError(`it is nested more than ${MOST_JSON_LEVELS} levels deep`);
  return value;
}

/** The most brackets that are open at once in a text that is JSON. */
function levelsOf(text: string): number {
  let [level, most] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') most = Math.max(most, ++level);
    else if (token === ']' || token === '}') level--;
  }
  return most;
}

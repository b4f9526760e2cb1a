/** Control characters except tab and line feed, and characters that change the direction of text. */
const UNPRINTABLE = /[[\p{Cc}\p{Bidi_Control}]--[\t\n]]/gv;

/**
 * A text that is safe for a terminal: characters that would move the cursor, change the window title or reverse text
 * are escaped. All content of data, manifests, strategies and flags is printed through this function.
 */
export function terminalText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(UNPRINTABLE, codeOf);
}

/** A JSON document that is safe for a terminal; equivalent for programs. */
export function terminalJson(json: string): string {
  return json.replaceAll(UNPRINTABLE, codeOf);
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

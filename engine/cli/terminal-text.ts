/** Control characters but tab and line feed, and those that change the direction of text. */
const UNPRINTABLE = /[[\p{Cc}\p{Bidi_Control}]--[\t\n]]/gv;

/**
 * A text as a terminal may be given it: characters that would move the cursor, rename the window or turn text around are
 * shown by their codes. Whatever data, manifests, strategies and flags hold comes to the console through here.
 */
export function terminalText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(UNPRINTABLE, codeOf);
}

/** A JSON document as a terminal may be given it; the same document to programs. */
export function terminalJson(json: string): string {
  return json.replaceAll(UNPRINTABLE, codeOf);
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Maximum number of characters of file content that a message quotes. */
const LONGEST = 120;

/** File content for a message: in quotes, of limited length, with control characters escaped. */
export function shownText(text: string, longest = LONGEST): string {
  return `"${printable(text, longest)}"`;
}

/** {@link shownText} without quotes. */
export function printable(text: string, longest = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    if (character === '\t') return ' ';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

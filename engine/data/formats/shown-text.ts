/** Characters of a text of a file that a message repeats. */
const LONGEST = 120;

/** A text of a file as messages repeat it: in quotes, of bounded length, control characters as their codes. */
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

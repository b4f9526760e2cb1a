import type { Renaming } from './renaming.ts';

/**
 * Renames in a document. A name of several words is renamed everywhere, a one-word name only where it cannot be an
 * ordinary word: in commands, paths, headings and code.
 *
 * @param kept words in code that mean something else: parameters
 */
export function renameText(text: string, renaming: Renaming, kept: ReadonlySet<string> = new Set()): string {
  if (renaming.isIdle) return text;
  if (renaming.isDistinct) return renaming.text(text);
  const { from, to } = renaming;
  const end = '(?![\\w-])';
  const places = new RegExp(
    [
      `(?<=--strategy[ =])${from}${end}`,
      `(?<=\\b(?:STRATEGY|FROM|NAME)=)${from}${end}`,
      `(?<=strategies/)${from}${end}`,
      `(?<=^#{1,6} )${from}(?= *$)`,
      ...(kept.has(from) ? [] : ['(?<=`)' + from + '(?=`)']),
    ].join('|'),
    'gim',
  );
  return text.replaceAll(places, (found) => (found === from ? to : renaming.text(found)));
}

/** The lines, counted from 1, in which a text still contains a name as a word. */
export function linesWith(text: string, name: string): number[] {
  const word = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'iu');
  return text.split('\n').flatMap((line, index) => (word.test(line) ? [index + 1] : []));
}

/** A position of the old name in a text, and its replacement. */
interface Mention {
  readonly index: number;
  readonly length: number;
  readonly text: string;
}

type LetterCase = 'lower' | 'title' | 'upper';

/** The separators between the words of a name in a text: nothing, a hyphen, an underscore, a blank, a line end. */
const BETWEEN = String.raw`([-_ ]?|\s+(?:(?:\*|\/\/)\s)?)`;

/**
 * Replaces one name by another in every notation: sma-crossover, SmaCrossover, smaCrossover, SMA_CROSSOVER,
 * sma_crossover, "Sma crossover", "SMA Crossover".
 */
export class Renaming {
  readonly from: string;
  readonly to: string;
  private readonly newWords: readonly string[];
  private readonly pattern: RegExp;

  /** @param from the old name in lower case with hyphens, `to` the new one */
  constructor(from: string, to: string) {
    this.from = from;
    this.to = to;
    this.newWords = to.split('-');
    this.pattern = new RegExp(from.split('-').map(escaped).join(BETWEEN), 'gi');
  }

  /** False for a one-word name, which may be an ordinary word anywhere. */
  get isDistinct(): boolean {
    return this.from.includes('-');
  }

  /** Whether nothing changes. */
  get isIdle(): boolean {
    return this.from === this.to;
  }

  /** The mentions of the old name in a text, as a separate word or the beginning of one. */
  mentions(text: string): Mention[] {
    return this.find(text, (before) => !/[\p{L}\p{N}]/u.test(before));
  }

  /** A text with the new name. */
  text(text: string): string {
    return replaced(text, this.mentions(text));
  }

  /** An identifier with the new name; unchanged if it does not contain the old name. */
  identifier(name: string): string {
    return replaced(name, this.find(name, beginsHump));
  }

  private find(text: string, mayBegin: (before: string, first: string) => boolean): Mention[] {
    const found: Mention[] = [];
    for (const match of text.matchAll(this.pattern)) {
      const { index } = match;
      const [whole, ...separators] = match;
      if (!mayBegin(text.charAt(index - 1), whole.charAt(0))) continue;
      if (!mayEnd(whole, separators, text.slice(index + whole.length))) continue;
      const written = this.written(whole, separators);
      const isPlural = written.endsWith('s') && /^s(?![\p{L}\p{N}])/u.test(text.slice(index + whole.length));
      found.push({ index, length: whole.length + (isPlural ? 1 : 0), text: written });
    }
    return found;
  }

  /** The new name in the notation of the old one. */
  private written(whole: string, separators: readonly string[]): string {
    const [separator] = separators;
    const words = this.newWords;
    if (separator === undefined) return oneWord(words, caseOf(whole));
    if (separator === '') {
      if (whole === whole.toLowerCase()) return words.join('');
      if (whole === whole.toUpperCase()) return words.join('').toUpperCase();
      return joined(words, [/^\p{Lu}/u.test(whole) ? 'title' : 'lower', 'title'], '');
    }
    const cases = splitAt(whole, separators).map(caseOf);
    const isUpper = cases.every((one) => one === 'upper');
    return joined(words, isUpper ? cases : cases.map((one) => (one === 'upper' ? 'title' : one)), separator);
  }
}

/** A text with replacements at some positions. */
export function replaced(text: string, mentions: readonly Mention[]): string {
  let result = '';
  let end = 0;
  for (const mention of mentions) {
    result += text.slice(end, mention.index) + mention.text;
    end = mention.index + mention.length;
  }
  return result + text.slice(end);
}

/** Whether a mention ends a word; a plural or the next camelCase part of an identifier may follow. */
function mayEnd(whole: string, separators: readonly string[], rest: string): boolean {
  if (!/^[\p{L}\p{N}]/u.test(rest) || /^s(?![\p{L}\p{N}])/u.test(rest)) return true;
  const isHump = /[\p{Ll}\p{N}]$/u.test(whole) && /^\p{Lu}/u.test(rest);
  return isHump && separators.every((separator) => separator === '');
}

/** The replacement of a one-word name: trend gives my-idea, Trend gives MyIdea, TREND gives MY_IDEA. */
function oneWord(words: readonly string[], letterCase: LetterCase): string {
  return joined(words, [letterCase], { lower: '-', title: '', upper: '_' }[letterCase]);
}

/** Whether a word of an identifier begins at the position. */
function beginsHump(before: string, first: string): boolean {
  return before === '' || /[_$#]/.test(before) || (/[\p{Ll}\p{N}]/u.test(before) && /\p{Lu}/u.test(first));
}

function joined(words: readonly string[], cases: readonly LetterCase[], separator: string): string {
  const [first, ...others] = words.map((word, index) => cased(word, cases[Math.min(index, cases.length - 1)]));
  if (others.length === 0) return first;
  // The line end stays after the first word.
  return `${first}${separator}${others.join(/\s/.test(separator) ? ' ' : separator)}`;
}

function splitAt(whole: string, separators: readonly string[]): string[] {
  const words: string[] = [];
  let begin = 0;
  for (const separator of separators) {
    const end = whole.indexOf(separator, begin);
    words.push(whole.slice(begin, end));
    begin = end + separator.length;
  }
  return [...words, whole.slice(begin)];
}

function caseOf(word: string): LetterCase {
  if (word === word.toLowerCase()) return 'lower';
  return word.length > 1 && word === word.toUpperCase() ? 'upper' : 'title';
}

function cased(word: string, letterCase: LetterCase): string {
  if (letterCase === 'lower') return word;
  return letterCase === 'upper' ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1);
}

function escaped(word: string): string {
  return word.replaceAll(/[^\w]/g, String.raw`\$&`);
}

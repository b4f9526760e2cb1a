import { MOST_JSON_LEVELS } from '../model/parse-json.ts';

/** A position in a text, counted from 1, with the likely mistake. */
export interface JsonError {
  readonly line: number;
  readonly column: number;
  /** `the comma before it is one too many`; empty without a likely mistake. */
  readonly hint: string;
}

const SPACE = /[ \t\r\n]*/y;
const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

/** Finds the position at which a text stops being valid JSON; JSON.parse reports it only sometimes. */
export function jsonErrorOf(text: string): JsonError {
  const scanner = new JsonScanner(text);
  scanner.document();
  const lines = text.slice(0, scanner.offset).split('\n');
  const hint = scanner.isTooDeep
    ? `it is nested more than ${MOST_JSON_LEVELS} levels deep`
    : hintAt(text, scanner.offset);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1, hint };
}

function hintAt(text: string, offset: number): string {
  if (text.trim() === '') return 'the file is empty';
  const rest = text.slice(offset);
  if (rest.trim() === '') return 'the file ends too early';
  if (/^\s*[}\]]/.test(rest) && /,\s*$/.test(text.slice(0, offset))) return 'the comma before it is one too many';
  if (rest.startsWith('//') || rest.startsWith('/*')) return 'JSON has no comments';
  if (rest.startsWith("'")) return 'strings need double quotes';
  return '';
}

/** Scans a text while it is valid JSON. Each method returns whether it found the element that it is named after. */
class JsonScanner {
  offset = 0;
  /** Number of open brackets at the offset. */
  private level = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether the scan stopped at the nesting limit. */
  get isTooDeep(): boolean {
    return this.level > MOST_JSON_LEVELS;
  }

  document(): boolean {
    return this.value() && this.space() && this.offset === this.text.length;
  }

  private value(): boolean {
    this.space();
    if (this.take('{')) return this.members('}', () => this.member());
    if (this.take('[')) return this.members(']', () => this.value());
    return this.match(STRING) || this.match(LITERAL);
  }

  private members(end: string, member: () => boolean): boolean {
    if (++this.level > MOST_JSON_LEVELS) return false;
    const isWhole = this.list(end, member);
    // the scan ends at the first incomplete element; the caller reads the position
    if (isWhole) this.level--;
    return isWhole;
  }

  private list(end: string, member: () => boolean): boolean {
    this.space();
    if (this.take(end)) return true;
    while (member()) {
      this.space();
      if (this.take(end)) return true;
      if (!this.take(',')) return false;
    }
    return false;
  }

  private member(): boolean {
    this.space();
    return this.match(STRING) && this.space() && this.take(':') && this.value();
  }

  private space(): boolean {
    return this.match(SPACE);
  }

  private take(character: string): boolean {
    if (this.text[this.offset] !== character) return false;
    this.offset++;
    return true;
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    const found = pattern.test(this.text);
    if (found) this.offset = pattern.lastIndex;
    return found;
  }
}

const DELIMITERS = [',', ';', '\t', '|'];

/** A delimited text: rows of fields with the line that each starts on, counted from 1. */
export interface DelimitedText {
  readonly delimiter: string;
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

/**
 * Splits a text into rows and fields: quoted fields with delimiters, line ends and doubled quotes inside, line ends of any
 * kind, a byte order mark. Fields come without blanks and quotes around them, blank lines not at all.
 */
export function readDelimited(text: string): DelimitedText {
  const content = text.replace(/^\u{FEFF}/u, '');
  const delimiter = delimiterOf(/^[^\r\n]*/.exec(content.trimStart())?.[0] ?? '');
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = 1;
  for (let position = 0; position < content.length;) {
    const start = line;
    const fields: string[] = [];
    let isEnd = false;
    while (!isEnd) {
      const field = readField(content, position, delimiter);
      fields.push(field.text);
      line += field.lines;
      isEnd = field.end >= content.length || content[field.end] !== delimiter;
      position = field.end + 1;
    }
    if (content[position - 1] === '\r' && content[position] === '\n') position++;
    line++;
    if (fields.length === 1 && fields[0] === '') continue;
    rows.push(fields);
    lines.push(start);
  }
  return { delimiter, rows, lines };
}

/** One field, where it ends, and the line ends inside it. */
function readField(content: string, start: number, delimiter: string): { text: string; end: number; lines: number } {
  let position = start;
  while (content[position] === ' ') position++;
  if (content[position] !== '"') {
    let end = position;
    while (end < content.length && content[end] !== delimiter && content[end] !== '\n' && content[end] !== '\r') end++;
    return { text: content.slice(position, end).trim(), end, lines: 0 };
  }
  let close = position + 1;
  while (close < content.length && (content[close] !== '"' || content[close + 1] === '"'))
    close += content[close] === '"' ? 2 : 1;
  const quoted = content.slice(position + 1, close);
  const rest = readField(content, Math.min(close + 1, content.length), delimiter);
  const text = `${quoted.replaceAll('""', '"')}${rest.text}`.trim();
  return { text, end: rest.end, lines: quoted.split('\n').length - 1 };
}

/** The delimiter that the first line has most of, outside quotes. */
function delimiterOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

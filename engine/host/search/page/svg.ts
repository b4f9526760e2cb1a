/** Text as content or attribute of the page. */
export function escaped(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A number for people: four significant digits, without trailing zeros. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  return Number(value.toPrecision(4)).toString();
}

/** A colour of a scale from worst (0) to best (1). */
export function colorOf(share: number): string {
  const at = Math.min(1, Math.max(0, share));
  // a single hue from light to dark keeps its order in print and for colour-blind readers
  return `hsl(${Math.round(215 - 15 * at)} ${Math.round(30 + 50 * at)}% ${Math.round(92 - 62 * at)}%)`;
}

/** A linear scale with a range of values that is never empty. */
export function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const low = values.reduce((one, other) => Math.min(one, other), Infinity);
  const high = values.reduce((one, other) => Math.max(one, other), -Infinity);
  return (value) => (high > low ? from + ((value - low) / (high - low)) * (to - from) : (from + to) / 2);
}

/** An SVG picture with a title for readers of the page's text. */
export function picture(width: number, height: number, title: string, content: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}"><title>${escaped(title)}</title>${content}</svg>`;
}

export function textAt(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A row of a table. */
export function tableRow(cells: readonly string[], tag: 'td' | 'th'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
}

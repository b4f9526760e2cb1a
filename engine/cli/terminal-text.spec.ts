import { describe, expect, it } from 'vitest';
import { terminalJson, terminalText } from './terminal-text.ts';

describe('text for a terminal', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', String.raw`\u001b[31mred\u001b[0m`],
    ['\u001B]0;title\u0007', String.raw`\u001b]0;title\u0007`],
    ['\u009B2J', String.raw`\u009b2J`],
    ['over\rwritten', String.raw`over\u000dwritten`],
    ['back\b\b', String.raw`back\u0008\u0008`],
    ['gpj.\u202Eexe', String.raw`gpj.\u202eexe`],
    ['a\tb\nc\r\nd é 漢 👍', 'a\tb\nc\nd é 漢 👍'],
  ])('shows %j as %j', (text, shown) => {
    expect(terminalText(text)).toBe(shown);
  });

  it('keeps JSON documents equivalent', () => {
    const document = { text: '\u009B2J\u202E\u001B[0m' };
    const json = terminalJson(JSON.stringify(document));
    expect(json).toMatch(/^[\u0020-\u007E]*$/);
    expect(JSON.parse(json)).toEqual(document);
  });
});

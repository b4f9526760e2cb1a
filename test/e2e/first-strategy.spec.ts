import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from 'tradewright/testkit';
import { expect, it } from 'vitest';
import { engine } from './command.ts';
import { textOf } from './document.ts';

interface Step {
  readonly language: string;
  readonly code: string;
  /** The file named in the line before the block. */
  readonly file: string | undefined;
}

/** The fenced blocks of the page, each with the last file named before it. */
const steps: readonly Step[] = [
  ...textOf('docs/first-strategy.md').matchAll(/([^\n]*)\n\n```(\w*)\n([\s\S]*?)```/g),
].map(([, before, language, code]) => ({ language, code, file: /`(strategies\/[^`]+)`:$/.exec(before)?.[1] }));

/** Normalises text that changes from run to run; `names` maps the page's names of runs to those of the test. */
function settled(text: string, names: ReadonlyMap<string, string>): string[] {
  let known = text;
  for (const [shown, actual] of names) known = known.replaceAll(shown, actual);
  return (
    known
      .replaceAll(/in [\d.]+ m?s\b/g, 'in 1 ms')
      // the widths of columns depend on the names
      .replaceAll(/(?<=\S) {2,}/g, '  ')
      .replaceAll(/-{3,}/g, '---')
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
  );
}

/** Compares output with the lines of a block, in order; `…` matches anything. */
function expectShown(actual: readonly string[], shown: readonly string[]): void {
  let at = 0;
  let isGap = false;
  for (const line of shown) {
    if (line === '…') {
      isGap = true;
      continue;
    }
    const found = isGap ? actual.indexOf(line, at) : at;
    expect([line, actual[found]]).toEqual([line, line]);
    at = found + 1;
    isGap = false;
  }
  if (!isGap) expect(actual.slice(at)).toEqual([]);
}

/** Applies a diff to a file. @returns the original text */
function patch(file: string, diff: string): string {
  const before = readFileSync(file, 'utf8');
  const lines = diff.split('\n').filter((line) => line !== '');
  const side = (without: string): string =>
    lines.flatMap((line) => (line.startsWith(without) ? [] : [`${line.slice(1)}\n`])).join('');
  expect(before).toContain(side('+'));
  writeFileSync(file, before.replace(side('+'), side('-')));
  return before;
}

it('the first strategy is written, run, changed and broken as its page says', async () => {
  const { path, remove } = temporaryFolder();
  const names = new Map<string, string>();
  let undo = (): void => {};
  let commands = 0;
  for (const [place, { language, code, file }] of steps.entries()) {
    if ((language === 'ts' || language === 'json') && file !== undefined) writeFiles(path, { [file]: code });
    if (language === 'diff') {
      const changed = join(path, file ?? '');
      const before = patch(changed, code);
      undo = () => writeFileSync(changed, before);
    }
    if (language !== 'sh') continue;
    commands++;
    const [words] = settled(code, names);
    const { code: exit, stdout, stderr } = await engine([...words.split(' ').slice(2), ...quiet(words)], path);
    const shown = steps[place + 1].code;
    const actual = settled(`${stderr}\n${stdout}`, new Map());
    const [, shownName] = /^Results: backtests\/(\S+)/m.exec(shown) ?? [];
    const [, actualName] = /^Results: backtests\/(\S+)/m.exec(stdout) ?? [];
    if (shownName !== undefined && actualName !== undefined) names.set(shownName, actualName);
    expectShown(actual, settled(shown, names));
    // a change that breaks the strategy is reverted
    if (exit !== 0) undo();
    undo = () => {};
  }
  expect(commands).toBe(12);
  remove();
});

function quiet(words: string): string[] {
  return words.includes(' backtest ') ? ['--no-progress'] : [];
}

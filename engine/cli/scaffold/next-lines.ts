import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Project } from '../../host/project.ts';
import { isWithin, wordFor } from './target.ts';
import type { Target } from './target.ts';

/** The commands to run after creating a strategy. */
export function nextLines(project: Project, target: Target): string[] {
  const word = quoted(wordFor(project, target, 'strategies'));
  return [
    `npx engine check --strategy ${word}`,
    `npx engine backtest --strategy ${word}`,
    ...testLine(project, target.folder),
  ];
}

/** The command that runs the specs of a folder; the test runner exists only in a clone of the repository. */
export function testLine({ packageFolder, workingFolder }: Project, folder: string): string[] {
  const config = join(packageFolder, 'vitest.config.ts');
  if (packageFolder !== workingFolder || !existsSync(config)) return [];
  if (isWithin(packageFolder, folder))
    return [`npx vitest run ${relative(packageFolder, folder).split(sep).join('/')}`];
  return [`npx vitest run --config ${quoted(config)} --root ${quoted(folder)}`];
}

/** A word quoted for a shell. */
export function quoted(word: string): string {
  return /^[\w./~:@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

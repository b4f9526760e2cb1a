import { describe, expect, it } from 'vitest';
import { MAX_LINES } from './rules.ts';
import { projectFiles, readProjectFile } from './source.ts';

const sources = projectFiles('{bin,engine,plugins,quant,scripts,strategies,templates,test}/**/*.{js,ts}');
const texts = projectFiles('{*,.*,.*/**/*,**/*}').filter((file) => !/\.(?:zip|gz|png|onnx|bin|db|parquet)$/.test(file));

/** Words about a writer's environment instead of the project; the patterns are written so that they do not match themselves. */
const FOREIGN_WORDS = [
  /\/wor[k]\//,
  /\/tmp\/(?:lea[n]|brie[f])/,
  /\b(?:issues?|pull request|PR) #\d+/i,
  /\bissues? \d+\b/i,
  /\b(?:Claud[e]|Anthropi[c]|ChatGP[T]|Copilo[t])\b/i,
  /\bAI (?:assistan[t]|agen[t])\b/i,
  /\bsub-?agen[t]s?\b/i,
  /\bcoding sessio[n]\b/i,
];

/** The folder of reference data beside the project, which is optional for tests. */
const REFERENCE_FOLDER = /\.\.\/share[d]\b/;
const MAY_NAME_REFERENCE_FOLDER = /^(?:\.ci\/run|test\/.*)$/;

const SUPPRESSIONS = /(?:eslint|oxlint)-disabl[e]|@ts-(?:ignor[e]|nochec[k])/;

function linesOf(files: readonly string[], isFault: (line: string, file: string) => boolean): string[] {
  return files.flatMap((file) =>
    readProjectFile(file)
      .split('\n')
      .flatMap((line, index) => (isFault(line, file) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

describe('the files', () => {
  it(`have at most ${MAX_LINES} lines of source`, () => {
    const long = sources
      .map((file) => ({ file, lines: readProjectFile(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('mention only the project', () => {
    expect(linesOf(texts, (line) => FOREIGN_WORDS.some((word) => word.test(line)))).toEqual([]);
  });

  it('name the optional reference folder only in files that read it', () => {
    const others = texts.filter((file) => !MAY_NAME_REFERENCE_FOLDER.test(file));
    expect(linesOf(others, (line) => REFERENCE_FOLDER.test(line))).toEqual([]);
  });

  it('suppress no check', () => {
    expect(linesOf(sources, (line) => SUPPRESSIONS.test(line))).toEqual([]);
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { engine, engineJson } from './command.ts';

const MANIFEST = {
  name: 'results-own',
  kind: 'results',
  version: '1.0.0',
  description: 'A result.json of its own.',
  engine: '*',
  provides: [{ contract: 'ResultHandler', name: 'own', description: 'result.json' }],
};

const MODULE = `import { ContainerModule } from 'inversify';
import { ResultHandlerFactory } from 'tradewright/plugin';
export default new ContainerModule(({ bind }) => {
  bind(ResultHandlerFactory)
    .toConstantValue({ create: () => ({ files: () => [{ name: 'result.json', content: '{}' }] }) })
    .whenNamed('own');
});`;

const { path: folder, remove } = temporaryFolder({
  'plugins/results-own/manifest.json': MANIFEST,
  'plugins/results-own/module.ts': MODULE,
});
afterAll(remove);

const SHORT = ['--strategy', 'buy-and-hold', '--end', '2000-06-01'];

function flagsOf(writers: readonly string[]): string[] {
  return writers.flatMap((writer) => ['--results', writer]);
}

async function filesOf(...writers: readonly string[]): Promise<string[]> {
  const { code, document, stderr } = await engineJson(['backtest', ...SHORT, ...flagsOf(writers)], folder);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return readdirSync(String(document['folder'])).toSorted();
}

describe('result writers', () => {
  it('are all in the plan', async () => {
    const { document } = await engineJson(['explain', ...SHORT, ...flagsOf(['no-csv'])], folder);
    const lines = (document['plan'] as { what: string }[]).filter(({ what }) => what === 'results');
    expect(lines).toEqual([
      { what: 'results', value: 'no csv', reason: 'flag --results', provider: '' },
      { what: 'results', value: 'json', reason: 'default', provider: 'results-files 0.1.0' },
      { what: 'results', value: 'html', reason: 'default', provider: 'results-html 0.1.0' },
    ]);
  });

  it('can be left out and replaced', async () => {
    expect(await filesOf()).toEqual(['equity.csv', 'orders.csv', 'report.html', 'result.json']);
    expect(await filesOf('none')).toEqual(['equity.csv', 'orders.csv', 'result.json']);
    expect(await filesOf('no-csv', 'no-html')).toEqual(['result.json']);
    expect(await filesOf('no-json', 'no-csv', 'own')).toEqual(['report.html', 'result.json']);
  });

  it('that are left out must exist', async () => {
    const { code, stderr } = await engine(['explain', ...SHORT, '--results', 'no-jsn'], folder);
    expect(code).toBe(3);
    expect(stderr).toContain('No plugin provides the ResultHandler "jsn". Did you mean "json"?');
  });

  it('must not write the same file', async () => {
    const { code, stderr } = await engine(['backtest', ...SHORT, ...flagsOf(['own'])], folder);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'HOST_SAME_RESULT_FILE: The result writers own and json both make result.json. Leave one of them out, for example by --results no-json.',
    );
  });

  it('that a run left out are named by the commands that read their files', async () => {
    const output = join(folder, 'partial');
    const run = async (writer: string): Promise<void> => {
      const flags = ['--results', writer, '--output', output, '--no-progress'];
      expect(await engine(['backtest', ...SHORT, ...flags], folder)).toMatchObject({ code: 0 });
    };
    await run('no-json');
    const report = await engine(['report', '--output', output, '--json'], folder);
    expect(report.code).toBe(1);
    expect(report.stderr + report.stdout).toContain(
      'have no result.json, which this command reads: the run went without the result writer json. Run the strategy again with --results json.',
    );
    const [name] = readdirSync(output);
    expect(existsSync(join(output, name, 'report.html'))).toBe(true);
    await run('no-csv');
    const compare = await engine(['compare', 'latest', name, '--output', output], folder);
    expect(compare.code).toBe(1);
    expect(compare.stderr).toContain('the run went without the result writer');
  });
});

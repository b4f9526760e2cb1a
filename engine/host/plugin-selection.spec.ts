import { fileURLToPath } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { buildPlan } from './build-plan.ts';
import { openProject } from './project.ts';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const MANIFEST = {
  name: 'fees-odd',
  kind: 'fees',
  version: '1.0.0',
  description: 'Odd fees.',
  provides: [{ contract: 'FeeModel', name: 'odd', description: 'Odd' }],
};

let folder: TemporaryFolder;
afterEach(() => folder.remove());

/** The message of the fault when a plugin with this engine range or these packages is chosen; undefined without one. */
function faultOf(
  manifest: { engine?: string; packages?: Record<string, string> },
  version = '0.1.9',
): string | undefined {
  folder = temporaryFolder({
    'strategies/mine/strategy.ts': '',
    'plugins/fees-odd/manifest.json': { ...MANIFEST, engine: '*', ...manifest },
    'node_modules/present/package.json': { name: 'present', version: '1.4.0' },
  });
  const project = { ...openProject(folder.path, PACKAGE), version };
  try {
    buildPlan(project, { strategy: 'mine', feeModel: 'odd' });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the version ranges of a plugin', () => {
  it.each(['^0.1.0', '~0.1.2', '>=0.1.0 <0.3.0', '0.1.9', '0.x || 2', '*'])('accept the engine with %s', (engine) => {
    expect(faultOf({ engine })).toBeUndefined();
  });

  it.each(['^0.2.0', '~0.2.0', '>0.1.9', '<=0.1.8', '1 || 2'])('reject the engine with %s', (engine) => {
    expect(faultOf({ engine })).toContain(
      `The plugin fees-odd 1.0.0 was made for engine ${engine}, but this is 0.1.9.`,
    );
  });

  it.each(['new', ' ', '1.2.3.4'])('cannot be "%s"', (engine) => {
    expect(faultOf({ engine })).toContain(`engine is "${engine}", but must be a range such as ^1.2.3`);
  });

  it('accept an installed package', () => {
    expect(faultOf({ packages: { present: '^1.2.0' } })).toBeUndefined();
  });

  it('reject another version of a package', () => {
    expect(faultOf({ packages: { present: '>=2.0.0 <3', absent: '^1.0.0' } })).toContain(
      'The plugin fees-odd needs present >=2.0.0 <3, but 1.4.0 is installed, and absent, which is not installed. ' +
        'Run: npm install present@">=2.0.0 <3" absent@^1.0.0',
    );
  });

  const HOSTILE = [
    '$(id)',
    '`id`',
    '; id',
    '&& id',
    '| id',
    '> x',
    '"',
    "'",
    '\n',
    '--global',
    '../x',
    'git+ssh://x',
    '%PATH%',
    '!x',
  ];

  it.each([
    ...HOSTILE.map((text) => [text, '*']),
    ...HOSTILE.map((text) => [`absent${text}`, '*']),
    ...HOSTILE.map((text) => ['absent', text]),
    ...HOSTILE.map((text) => ['absent', `1 ${text}`]),
    ['-g', '*'],
    ['@x/../y', '*'],
    ['a'.repeat(300), '*'],
    ['absent', Array.from({ length: 200 }, () => '1').join(' || ')],
  ])('never brings a text into a command: %j %j', (name, range) => {
    const message = faultOf({ packages: { [name]: range } }) ?? '';
    const [, line] = message.split('Run: ');
    // npm takes what is between quotes as one range, and a shell finds nothing in it to act upon
    if (line !== undefined) expect(line).toMatch(/^npm install absent[\w-]*@(?:[\w.^~-]+|"[\w.^~<>=|* -]+")$/);
    expect(message).not.toBe('');
    expect(message.length).toBeLessThan(600);
  });

  it('cannot be a tag of a package', () => {
    expect(faultOf({ packages: { present: 'next' } })).toContain(
      'packages.present is "next", but must be a range such as ^1.2.3',
    );
  });
});

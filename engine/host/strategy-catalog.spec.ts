import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { Faults } from './faults.ts';
import { PluginCatalog } from './plugin-catalog.ts';
import type { Project } from './project.ts';
import { strategyNames } from './strategy-catalog.ts';

const { path, remove } = temporaryFolder({
  'strategies/mine/strategy.ts': '',
  'strategies/notes/README.md': '',
  'strategies/.other-12.partial/strategy.ts': '',
  'plugins/.fees-x-12.partial/manifest.json': '{',
});
const project: Project = { packageFolder: path, workingFolder: path, version: '0.1.0' };

afterAll(remove);

describe('a hidden folder, such as one that is being written', () => {
  it('is not a strategy', () => {
    expect(strategyNames(project)).toEqual(['mine']);
  });

  it('is not a plugin', () => {
    const faults = new Faults();
    expect(PluginCatalog.read(project, [], faults).plugins).toEqual([]);
    expect(faults.errors).toEqual([]);
  });
});

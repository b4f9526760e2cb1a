import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_CONTRACTS } from '../../api/tokens.ts';
import { openProject } from '../../host/project.ts';
import { Renaming } from './renaming.ts';
import { findPluginTemplate, pluginTemplates, strategyTemplate, templateFiles } from './template.ts';

const project = openProject(fileURLToPath(new URL('../../..', import.meta.url)));

describe('the templates', () => {
  it('exist for a strategy and for every contract', () => {
    expect(strategyTemplate(project).name).toBe('new-idea');
    expect(pluginTemplates(project).map(({ contract }) => contract)).toEqual([
      ...BUILT_IN_CONTRACTS.filter(({ flag }) => flag !== undefined).map(({ name }) => name),
      'Contract',
    ]);
  });

  it.each(pluginTemplates(project))('of a $kind has documents and a test, and does not mention itself', (template) => {
    const files = templateFiles(template.folder, [
      new Renaming(template.manifest.name, `${template.manifest.kind}-my-house`),
      new Renaming('acme', 'my-house'),
    ]);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'manifest.json', 'module.ts']));
    expect(paths.some((path) => /^my-house-.*\.spec\.ts$/.test(path))).toBe(true);
    expect(files.filter((file) => /acme/i.test(JSON.stringify(file)))).toEqual([]);
  });

  it.each(['fee-model', 'FeeModel', 'fees', 'feemodel', 'fee'])('are found by the word %s', (word) => {
    expect(findPluginTemplate(project, word).contract).toBe('FeeModel');
  });

  it('name the nearest kind for an unknown one', () => {
    expect(() => findPluginTemplate(project, 'fill-modle')).toThrow(
      'There is no template for a plugin of the kind "fill-modle". Did you mean "fill-model"?',
    );
  });
});

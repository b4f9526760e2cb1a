import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_CONTRACTS } from '../../api/tokens.ts';
import { readManifest } from '../../host/manifest.ts';
import type { Manifest } from '../../host/manifest.ts';
import { suggestion } from '../../host/nearest-name.ts';
import type { Project } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SCAFFOLD_ERRORS } from './errors.ts';
import type { NewFile } from './new-folder.ts';
import type { Renaming } from './renaming.ts';
import { strategyFiles } from './strategy-files.ts';

/** The template of a plugin: one folder for each contract, described by its manifest. */
export interface PluginTemplate {
  /** The word that chooses it: `fee-model`. */
  readonly kind: string;
  /** The contract that it provides; `Contract` for a plugin that declares a contract. */
  readonly contract: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The placeholder for the contract of a template that declares one. */
const OWN_CONTRACT = 'Contract';

/** The folder of the only template for strategies. */
export function strategyTemplate({ packageFolder }: Project): { name: string; folder: string } {
  const parent = join(packageFolder, 'templates', 'strategies');
  const name = readdirSync(parent).find((entry) => existsSync(join(parent, entry, 'strategy.ts')));
  if (name === undefined) throw new Error(`There is no template of a strategy in ${parent}.`);
  return { name, folder: join(parent, name) };
}

/** The templates of plugins, in the order of the contracts. */
export function pluginTemplates({ packageFolder }: Project): PluginTemplate[] {
  const parent = join(packageFolder, 'templates', 'plugins');
  const contracts = [...BUILT_IN_CONTRACTS.map(({ name }) => name), OWN_CONTRACT];
  return readdirSync(parent)
    .map((name) => {
      const folder = join(parent, name);
      const manifest = readManifest(folder, `templates/plugins/${name}`);
      const contract = manifest.contracts === undefined ? manifest.provides[0].contract : OWN_CONTRACT;
      return { kind: kindOf(contract), contract, folder, manifest };
    })
    .toSorted((one, other) => contracts.indexOf(one.contract) - contracts.indexOf(other.contract));
}

/** The template for a word: `fee-model`, `FeeModel`, `fees` or `fee`. @throws EngineError with the nearest kind */
export function findPluginTemplate(project: Project, word: string): PluginTemplate {
  const templates = pluginTemplates(project);
  const wanted = word.toLowerCase().replaceAll('-', '');
  const found = templates.find(({ kind, manifest }) => [kind.replaceAll('-', ''), manifest.kind].includes(wanted));
  if (found !== undefined) return found;
  const begun = templates.filter(({ kind }) => wanted !== '' && kind.replaceAll('-', '').startsWith(wanted));
  if (begun.length === 1) return begun[0];
  const kinds = templates.map(({ kind }) => kind);
  throw new EngineError(
    SCAFFOLD_ERRORS.UNKNOWN_KIND,
    `There is no template for a plugin of the kind "${word}". ${suggestion(word, kinds, 'kinds')}`,
    { data: { kind: word, kinds } },
  );
}

/** The files of a template under new names; the names of templates are not ordinary words. */
export function templateFiles(folder: string, renamings: readonly Renaming[]): NewFile[] {
  const rename = (text: string): string => renamings.reduce((renamed, renaming) => renaming.text(renamed), text);
  return strategyFiles(folder).map(({ path, content, mode }) => ({
    path: rename(path),
    content: content instanceof Uint8Array ? rename(Buffer.from(content).toString('utf8')) : content,
    mode,
  }));
}

/** `FeeModel` is chosen as `fee-model`. */
function kindOf(contract: string): string {
  return contract.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

import type { Project } from '../../host/project.ts';
import { writeNewFolder } from './new-folder.ts';
import { Renaming } from './renaming.ts';
import { quoted } from './next-lines.ts';
import { targetOf, wordFor } from './target.ts';
import type { Target } from './target.ts';
import { strategyTemplate, templateFiles } from './template.ts';
import { typeConfig } from './type-config.ts';

/** A folder that was created from a template. */
export interface NewFolder {
  readonly target: Target;
  /** Paths relative to the new folder, sorted. */
  readonly files: readonly string[];
}

/** Creates a strategy from the template. @throws EngineError for an invalid name, and an existing target */
export function newStrategy(project: Project, nameOrPath: string): NewFolder {
  const target = targetOf(project, nameOrPath, { parent: 'strategies' });
  const { name, folder } = strategyTemplate(project);
  const word = quoted(wordFor(project, target, 'strategies'));
  return writeTemplate(project, target, {
    folder,
    renamings: [new Renaming(name, target.name)],
    // a strategy in another folder is identified by its path
    edit: (text) => text.replaceAll(`--strategy ${target.name}`, `--strategy ${word}`),
  });
}

/** Writes a template's files under new names, with a tsconfig.json for editors. */
export function writeTemplate(
  project: Project,
  target: Target,
  {
    folder,
    renamings,
    edit = (text) => text,
  }: { folder: string; renamings: readonly Renaming[]; edit?: (text: string) => string },
): NewFolder {
  const config = typeConfig(target.folder, project.packageFolder);
  const made = templateFiles(folder, renamings).map((file) =>
    typeof file.content === 'string' && file.path.endsWith('.md') ? { ...file, content: edit(file.content) } : file,
  );
  const files = [...made, ...(config === undefined ? [] : [config])];
  writeNewFolder(target, files);
  return { target, files: files.map(({ path }) => path).toSorted() };
}

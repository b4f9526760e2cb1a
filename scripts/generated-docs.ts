import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { ErrorDescriptor } from '../engine/model/engine-error.ts';
import { EXTENSIONS, type Module, MODULES } from '../test/architecture/rules.ts';
import { PROJECT, projectFiles } from '../test/architecture/source.ts';

/**
 * A part of a document that is generated from the code: the text between `<!-- name:begin -->` and `<!-- name:end -->`.
 */
export interface GeneratedSection {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

/** A fault and the file that declares it. */
export interface DeclaredError extends ErrorDescriptor {
  readonly file: string;
}

export async function generatedSections(): Promise<GeneratedSection[]> {
  return [
    { file: 'ARCHITECTURE.md', name: 'imports', text: importTable() },
    { file: 'docs/errors.md', name: 'errors', text: errorTables(await declaredErrors()) },
  ];
}

/** The document with the section's text inserted; throws when the document has no markers of the section. */
export function withSection(document: string, { file, name, text }: GeneratedSection): string {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from === -1 || to < from) throw new Error(`${file} lacks ${begin} … ${end}.`);
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}

/** Every fault in the error tables of all modules and plugins (`errors.ts`). */
export async function declaredErrors(): Promise<DeclaredError[]> {
  const found: DeclaredError[] = [];
  for (const file of projectFiles('{engine,plugins,quant}/**/{,*-}errors.ts')) {
    const module = (await import(pathToFileURL(join(PROJECT, file)).href)) as Record<string, unknown>;
    for (const exported of Object.values(module)) {
      if (isErrorTable(exported)) found.push(...Object.values(exported).map((error) => ({ ...error, file })));
    }
  }
  return found;
}

function isErrorTable(value: unknown): value is Record<string, ErrorDescriptor> {
  return typeof value === 'object' && value !== null && Object.values(value).every(isErrorDescriptor);
}

function isErrorDescriptor(value: unknown): value is ErrorDescriptor {
  return typeof value === 'object' && value !== null && 'code' in value && 'exitCode' in value && 'remedy' in value;
}

function importTable(): string {
  const modules = MODULES.map((module, index) => [
    code(module.path),
    module.holds,
    modulesShown(module.mayImport, MODULES.slice(0, index)),
    listed(module.packages.map(code)),
  ]);
  const extensions = EXTENSIONS.map(({ pathShown, packages, mayImportDependencies }) => [
    code(pathShown),
    'only its own files, no paths outside its folder',
    '–',
    listed([...packages.map(code), ...(mayImportDependencies ? ['dependencies of `package.json`'] : [])]),
  ]);
  return table(['module', 'content', 'may import', 'packages'], [...modules, ...extensions]);
}

function errorTables(errors: readonly DeclaredError[]): string {
  const byFile = Map.groupBy(errors, ({ file }) => file);
  return [...byFile]
    .map(([file, declared]) => {
      const rows = declared.map(({ code: name, exitCode, meaning, remedy }) => [
        code(name),
        String(exitCode),
        meaning,
        remedy,
      ]);
      return `### \`${file}\`\n\n${table(['code', 'exit code', 'meaning', 'what to do'], rows)}`;
    })
    .join('\n\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

/** The modules by name, or "all above except" and the missing ones if that is shorter. */
function modulesShown(names: readonly string[], above: readonly Module[]): string {
  const missing = above.map(({ name }) => name).filter((name) => !names.includes(name));
  if (names.length <= 2 || missing.length >= names.length) return listed(names);
  return missing.length === 0 ? 'all above' : `all above except ${missing.join(', ')}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.join(', ');
}

function code(text: string): string {
  return `\`${text}\``;
}

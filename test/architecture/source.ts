import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

const NOT_OURS = new Set(['node_modules', '.git', '.cache', 'backtests', 'live-runs', 'coverage', 'dist']);

/** Paths of the project's files that match the pattern, with slashes, from the project's root. */
export function projectFiles(pattern: string): string[] {
  const files = globSync(pattern, {
    cwd: PROJECT,
    withFileTypes: true,
    exclude: (entry) => NOT_OURS.has(entry.name),
  });
  return files
    .filter((entry) => entry.isFile() && !NOT_OURS.has(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT.length).split(sep).join('/'))
    .sort();
}

export function readProjectFile(file: string): string {
  return readFileSync(join(PROJECT, file), 'utf8');
}

export interface Import {
  readonly line: number;
  /** The specifier, or undefined if it is computed. */
  readonly specifier: string | undefined;
  readonly typeOnly: boolean;
}

export interface Use {
  readonly line: number;
  /** For example `Date.now` or `new Date()`. */
  readonly name: string;
}

/** All imports of a source file: import and export declarations, dynamic imports and import types. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  visit(file, text, (node, line) => {
    if (ts.isImportDeclaration(node)) {
      found.push({ line, specifier: textOf(node.moduleSpecifier), typeOnly: isTypeOnly(node) });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      found.push({ line, specifier: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push({ line, specifier: textOf(node.arguments[0]), typeOnly: false });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push({ line, specifier: textOf(node.argument.literal), typeOnly: true });
    }
  });
  return found;
}

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const IMPURE_MEMBERS = new Set([
  'Date.now',
  'Math.random',
  'Temporal.Now',
  'crypto.getRandomValues',
  'crypto.randomUUID',
  'performance.now',
  'process.env',
  'process.hrtime',
]);

/** Every use of the clock, random numbers, timers and the environment. */
export function impureUsesOf(file: string, text: string): Use[] {
  const found: Use[] = [];
  visit(file, text, (node, line) => {
    if (ts.isPropertyAccessExpression(node)) {
      const name = `${node.expression.getText()}.${node.name.text}`.replace(/^globalThis\./, '');
      if (IMPURE_MEMBERS.has(name)) found.push({ line, name });
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      found.push({ line, name: 'new Date()' });
    } else if (ts.isCallExpression(node)) {
      const name = node.expression.getText().replace(/^globalThis\./, '');
      if (TIMERS.has(name) || name === 'Date') found.push({ line, name: `${name}()` });
    }
  });
  return found;
}

function visit(file: string, text: string, onNode: (node: ts.Node, line: number) => void): void {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const descend = (node: ts.Node): void => {
    onNode(node, source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1);
    node.forEachChild(descend);
  };
  descend(source);
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

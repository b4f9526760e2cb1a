import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { builtInUse } from './built-in-uses.ts';
import { Scopes } from './scopes.ts';

/** The kind of violation: of self-containment of the folder, or of reproducibility. */
export type FaultKind = 'import' | 'clock' | 'random' | 'file' | 'network' | 'process' | 'locale' | 'change' | 'escape';

/** One violation of a rule in a source. */
export interface SourceFault {
  readonly file: string;
  readonly line: number;
  readonly kind: FaultKind;
  readonly message: string;
}

/** Forbidden members of globals, by kind of violation. */
const FORBIDDEN_MEMBERS: Readonly<Record<string, Readonly<Record<string, FaultKind>>>> = {
  Date: { now: 'clock' },
  Math: { random: 'random' },
  Temporal: { Now: 'clock' },
};

/** Forbidden globals. */
const FORBIDDEN_GLOBALS: Readonly<Record<string, FaultKind>> = {
  performance: 'clock',
  setTimeout: 'clock',
  setInterval: 'clock',
  setImmediate: 'clock',
  AbortSignal: 'clock',
  Atomics: 'clock',
  MessageChannel: 'clock',
  crypto: 'random',
  FinalizationRegistry: 'random',
  WeakRef: 'random',
  fetch: 'network',
  WebSocket: 'network',
  EventSource: 'network',
  XMLHttpRequest: 'network',
  Request: 'network',
  Response: 'network',
  BroadcastChannel: 'network',
  navigator: 'process',
  localStorage: 'file',
  sessionStorage: 'file',
  Intl: 'locale',
  WebAssembly: 'escape',
  process: 'process',
  require: 'import',
  eval: 'escape',
  Function: 'escape',
  globalThis: 'escape',
  global: 'escape',
};

const INSTEAD: Readonly<Record<FaultKind, string>> = {
  import: "a strategy imports 'tradewright', 'tradewright/quant' and its own files only",
  clock: 'the time of the run is this.time and this.utcTime; use this.schedule for work at set times',
  random: 'the same data must give the same results',
  file: 'data come by subscription, settings by parameters',
  network: 'data come by subscription',
  process: 'settings come by parameters',
  locale:
    'its result depends on the language and time zone of the machine: toFixed, toISOString and getUTCHours do not',
  change: 'all code of the process shares it, other runs included, and the run would fail',
  escape: 'it hides what the strategy uses',
};

const FILE_MODULES = new Set(['fs', 'fs/promises', 'path', 'os']);
const NETWORK_MODULES = new Set(['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises']);
const STRATEGY_PACKAGES = new Set(['tradewright', 'tradewright/quant']);
const TEST_PACKAGES = new Set(['vitest', 'fast-check', 'tradewright/testkit']);

/** All violations of the rules in one source of a strategy. `files` are all sources of the folder. */
export function scanSource(file: string, text: string, files: ReadonlySet<string>): SourceFault[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const isTest = /\.(?:spec|test)\.[cm]?[jt]s$/.test(file);
  const faults: SourceFault[] = [];
  const scopes = new Scopes(source);
  const add = (node: ts.Node, kind: FaultKind, use: string): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    faults.push({ file, line, kind, message: `${use}; ${INSTEAD[kind]}` });
  };
  const visit = (node: ts.Node): void => {
    const specifier = importSpecifier(node);
    if (specifier !== undefined) {
      const found = importFault(file, specifier, files, isTest);
      if (found !== undefined) add(node, found.kind, found.use);
    } else if (!isTest && ts.isIdentifier(node)) {
      const found = scopes.declares(node) ? undefined : globalFault(node);
      if (found !== undefined) add(node, found.kind, `it uses ${found.use}`);
    } else if (!isTest) {
      const found = builtInUse(node, scopes);
      if (found !== undefined) add(node, found.kind, `it ${found.kind === 'change' ? 'changes' : 'uses'} ${found.use}`);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return faults;
}

/** The module that a node imports: its name, `null` if it is computed, or `undefined` if the node imports nothing. */
function importSpecifier(node: ts.Node): string | null | undefined {
  if (ts.isImportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExportDeclaration(node))
    return node.moduleSpecifier === undefined ? undefined : textOf(node.moduleSpecifier);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return textOf(node.arguments[0]);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  return undefined;
}

function textOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

function importFault(
  file: string,
  specifier: string | null,
  files: ReadonlySet<string>,
  isTest: boolean,
): { kind: FaultKind; use: string } | undefined {
  if (specifier === null) return { kind: 'import', use: 'it imports by a computed name' };
  const use = `it imports '${specifier}'`;
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier));
    if (target.startsWith('..')) return { kind: 'import', use: `${use}, which is outside its folder` };
    return files.has(target) || target.endsWith('.json')
      ? undefined
      : { kind: 'import', use: `${use}, which does not exist` };
  }
  if (STRATEGY_PACKAGES.has(specifier) || (isTest && TEST_PACKAGES.has(specifier))) return undefined;
  if (specifier === 'inversify' && posix.basename(file) === 'module.ts') return undefined;
  const builtin = specifier.replace(/^node:/, '');
  const isBuiltin = specifier.startsWith('node:') || builtinModules.includes(builtin);
  if (isBuiltin && isTest) return undefined;
  if (isBuiltin && FILE_MODULES.has(builtin)) return { kind: 'file', use };
  if (isBuiltin && NETWORK_MODULES.has(builtin)) return { kind: 'network', use };
  return { kind: 'import', use };
}

/** The forbidden use of a free identifier, if any. */
function globalFault(node: ts.Identifier): { kind: FaultKind; use: string } | undefined {
  const { parent, text } = node;
  if (isName(node, parent) || isInType(node)) return undefined;
  if (Object.hasOwn(FORBIDDEN_GLOBALS, text)) return { kind: FORBIDDEN_GLOBALS[text], use: text };
  if (!Object.hasOwn(FORBIDDEN_MEMBERS, text)) return undefined;
  const members = FORBIDDEN_MEMBERS[text];
  const member = memberOf(node, parent);
  if (member !== undefined)
    return Object.hasOwn(members, member) ? { kind: members[member], use: `${text}.${member}` } : undefined;
  const kind = Object.values(members)[0];
  if (ts.isNewExpression(parent) && parent.expression === node)
    return text === 'Date' && !parent.arguments?.length ? { kind, use: 'new Date()' } : undefined;
  if (ts.isCallExpression(parent) && parent.expression === node) return { kind, use: `${text}()` };
  const isHarmless = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return isHarmless ? undefined : { kind, use: `${text} under another name` };
}

/** The member of an identifier that is accessed: `now` for `Date.now` and `Date['now']`. */
function memberOf(node: ts.Identifier, parent: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text;
  if (ts.isElementAccessExpression(parent) && parent.expression === node)
    return textOf(parent.argumentExpression) ?? undefined;
  return undefined;
}

/** Whether an identifier is only the name of a member, a key or a declaration. */
function isName(node: ts.Identifier, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.propertyName === node || parent.name === node;
  return 'name' in parent && parent.name === node;
}

function isInType(node: ts.Node): boolean {
  for (let current = node.parent; current !== undefined; current = current.parent) {
    if (ts.isTypeNode(current) && !ts.isExpressionWithTypeArguments(current)) return true;
    if (ts.isStatement(current)) return false;
  }
  return false;
}

import { ts } from 'ts-morph';
import { editDistance } from '../../host/nearest-name.ts';
import type { StrategyFault } from './check-strategy.ts';

/** The handlers of a strategy, and whether the engine awaits a promise from them. */
const HANDLERS: Readonly<Record<string, boolean>> = {
  initialize: true,
  onData: true,
  onEndOfDay: true,
  onEndOfAlgorithm: true,
  onOrderEvent: false,
  onSecuritiesChanged: false,
  onDividends: false,
  onSplits: false,
  onDelistings: false,
  onSymbolChangedEvents: false,
  onWarmupFinished: false,
  onMarginCall: false,
  onMarginCallWarning: false,
  onDataStale: false,
};
/** Methods that take a function whose promise the engine does not await. */
const TAKES_SYNCHRONOUS = new Set([
  'consolidate',
  'consolidateQuotes',
  'onConsolidated',
  'onUpdated',
  'setSecurityInitializer',
]);
const PARAMETER_READERS = new Set(['integer', 'number', 'string', 'boolean', 'list', 'has']);
const PROMISE_MAKERS = new Set(['all', 'allSettled', 'any', 'race', 'resolve', 'reject']);

/**
 * Finds code that runs, but not as its author intended: handlers with wrong names, promises that are not awaited, async
 * handlers for which the engine does not wait, and parameters that config.json does not declare.
 *
 * @param parameters names that config.json declares
 */
export function scanHabits(file: string, text: string, parameters: ReadonlySet<string>): StrategyFault[] {
  if (/\.(?:spec|test)\.[cm]?[jt]s$/.test(file)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const asynchronous = asynchronousNames(source);
  const faults: StrategyFault[] = [];
  const add = (node: ts.Node, kind: string, message: string): void => {
    faults.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, kind, message });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && extendsAlgorithm(node))
      for (const member of node.members) checkMember(member, add);
    if (ts.isExpressionStatement(node) && makesPromise(node.expression, asynchronous))
      add(
        node,
        'promise',
        'this promise is not awaited, so its work happens at another instant or not at all; write await before it',
      );
    if (ts.isCallExpression(node)) {
      checkCallback(node, asynchronous, add);
      checkParameter(node, parameters, add);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return faults;
}

type Add = (node: ts.Node, kind: string, message: string) => void;

function checkMember(member: ts.ClassElement, add: Add): void {
  const isFunction =
    ts.isMethodDeclaration(member) ||
    (ts.isPropertyDeclaration(member) && member.initializer !== undefined && isFunctionLike(member.initializer));
  if (!isFunction || member.name === undefined || !ts.isIdentifier(member.name)) return;
  const { text: name } = member.name;
  const isAsync = ts.isMethodDeclaration(member) ? hasAsync(member) : hasAsync(member.initializer as ts.ArrowFunction);
  if (Object.hasOwn(HANDLERS, name)) {
    if (isAsync && !HANDLERS[name])
      add(
        member,
        'promise',
        `the engine does not wait for ${name}, so it must not be async; onData and scheduled events may be`,
      );
    return;
  }
  const meant = handlerMeantBy(name);
  if (meant !== undefined) add(member, 'handler', `the engine never calls ${name}; did you mean ${meant}?`);
}

/** Maximum edit distance at which a name counts as a misspelt handler. */
const MOST_CHANGES = 2;

/**
 * `ondata`, `OnData` and `on_data` mean `onData`, and so does `onDate`; other names that begin with `on` are the
 * author's own methods.
 */
function handlerMeantBy(name: string): string | undefined {
  const plain = name.replaceAll('_', '').toLowerCase();
  const names = Object.keys(HANDLERS);
  const same = names.find((handler) => handler.toLowerCase() === plain);
  if (same !== undefined) return same;
  if (!/^on[A-Z_]/.test(name)) return undefined;
  return names.find((handler) => editDistance(plain, handler.toLowerCase()) <= MOST_CHANGES);
}

/** Names of async functions and methods of the file. */
function asynchronousNames(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if ((ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) && hasAsync(node) && node.name !== undefined)
      names.add(node.name.getText(source));
    if (
      (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) &&
      node.initializer !== undefined &&
      isFunctionLike(node.initializer) &&
      hasAsync(node.initializer)
    )
      names.add(node.name.getText(source));
    node.forEachChild(visit);
  };
  visit(source);
  return names;
}

/** Whether a statement's expression is recognizable as a promise from its syntax. */
function makesPromise(expression: ts.Expression, asynchronous: ReadonlySet<string>): boolean {
  if (ts.isNewExpression(expression)) return expression.expression.getText() === 'Promise';
  if (!ts.isCallExpression(expression)) return false;
  const { expression: called } = expression;
  if (ts.isIdentifier(called)) return asynchronous.has(called.text);
  if (isFunctionLike(unwrapped(called))) return hasAsync(unwrapped(called) as ts.ArrowFunction);
  if (!ts.isPropertyAccessExpression(called)) return false;
  const { name, expression: owner } = called;
  if (owner.kind === ts.SyntaxKind.ThisKeyword) return asynchronous.has(name.text);
  if (ts.isIdentifier(owner) && owner.text === 'Promise') return PROMISE_MAKERS.has(name.text);
  return name.text === 'then' || name.text === 'finally';
}

function checkCallback(call: ts.CallExpression, asynchronous: ReadonlySet<string>, add: Add): void {
  const { expression: called } = call;
  if (!ts.isPropertyAccessExpression(called) || !TAKES_SYNCHRONOUS.has(called.name.text)) return;
  for (const argument of call.arguments) {
    const isNamed = ts.isIdentifier(argument)
      ? asynchronous.has(argument.text)
      : ts.isPropertyAccessExpression(argument) &&
        argument.expression.kind === ts.SyntaxKind.ThisKeyword &&
        asynchronous.has(argument.name.text);
    if (isNamed || (isFunctionLike(argument) && hasAsync(argument)))
      add(
        argument,
        'promise',
        `the engine does not wait for the function passed to ${called.name.text}, so it must not be async`,
      );
  }
}

function checkParameter(call: ts.CallExpression, parameters: ReadonlySet<string>, add: Add): void {
  const { expression: called } = call;
  if (!ts.isPropertyAccessExpression(called) || !PARAMETER_READERS.has(called.name.text)) return;
  const { expression: owner } = called;
  if (!ts.isPropertyAccessExpression(owner) || owner.name.text !== 'parameters') return;
  const [name] = call.arguments;
  if (name === undefined || !ts.isStringLiteralLike(name) || parameters.has(name.text)) return;
  // code that checks whether the parameter exists expects that it may be undeclared
  if (called.name.text === 'has') return;
  const known = [...parameters].join(', ') || 'none';
  add(
    name,
    'parameter',
    `it reads the parameter "${name.text}", which config.json does not declare (declared: ${known})`,
  );
}

function extendsAlgorithm(node: ts.ClassDeclaration): boolean {
  return (node.heritageClauses ?? []).some(
    ({ token, types }) =>
      token === ts.SyntaxKind.ExtendsKeyword && (types[0]?.expression.getText() ?? '').endsWith('Algorithm'),
  );
}

function unwrapped(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ? unwrapped(expression.expression) : expression;
}

function isFunctionLike(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function hasAsync(node: ts.FunctionLikeDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  );
}
